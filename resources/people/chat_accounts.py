"""Accounts at messengers in Postgres: which person of the factory somebody in a chat is."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects.postgresql import insert

from factory.errors import NotFound
from factory.messages.message import MessengerName
from factory.people.chat_account import ChatAccount, checked_account
from factory.people.person import Person
from factory.workflow import events as topics
from resources.catalogue.events import announce
from resources.database.connection import transact
from resources.database.message_tables import chat_accounts
from resources.database.people_tables import people
from resources.people.accounts import PostgresAccounts, as_kept


class PostgresChatAccounts:
    """See `factory.ports.ChatAccounts`."""

    def __init__(self, engine: Engine, accounts: PostgresAccounts) -> None:
        self._engine = engine
        self._accounts = accounts

    def all(self) -> list[ChatAccount]:
        """Return every account, by person."""
        question = (
            sa.select(chat_accounts, people.c.name.label("person"))
            .join(people, people.c.id == chat_accounts.c.person_id)
            .order_by(sa.func.lower(people.c.name), chat_accounts.c.messenger)
        )
        rows = transact(self._engine, lambda c: c.execute(question).mappings().all())
        return [
            ChatAccount.model_validate({name: row[name] for name in ChatAccount.model_fields})
            for row in rows
        ]

    def link(self, person: str, address: str, *, by: str) -> ChatAccount:
        """Say whose an account is, such as `slack:U0123456789`; one that was another's is theirs now.

        Raises:
            BadInput: it is no such account.
            PermanentError: nobody has that name.
        """
        messenger, account = checked_account(address)
        found = self._accounts.named(person)
        whose = {"person_id": found.id, "added_by": by, "added_at": sa.func.now()}
        new = insert(chat_accounts).values(messenger=messenger, account=account, **whose)
        change = new.on_conflict_do_update(index_elements=["messenger", "account"], set_=whose)

        def link(connection: Connection) -> None:
            connection.execute(change)
            facts = {"person": found.name, "what": f"is {address}", "role": found.role, "by": by}
            announce(connection, topics.PERSON_CHANGED, None, facts)

        transact(self._engine, link)
        return next(
            one for one in self.all() if (one.messenger, one.account) == (messenger, account)
        )

    def unlink(self, address: str, *, by: str) -> None:
        """Forget whose an account is: from then on it decides nothing.

        Raises:
            BadInput: it is no such account.
            NotFound: it is nobody's.
        """
        messenger, account = checked_account(address)
        gone = sa.delete(chat_accounts).filter_by(messenger=messenger, account=account)
        whose = self.person(messenger, account)

        def unlink(connection: Connection) -> bool:
            if not connection.execute(gone).rowcount:
                return False
            if whose:
                facts = {"person": whose.name, "role": whose.role, "by": by}
                what = {"what": f"is no more {address}"}
                announce(connection, topics.PERSON_CHANGED, None, {**facts, **what})
            return True

        if not transact(self._engine, unlink):
            raise NotFound(f"{address} is nobody's; `factory people chat` lists them")

    def person(self, messenger: MessengerName, account: str) -> Person | None:
        """Return who of the factory an account is; None: nobody."""
        question = (
            sa.select(people.c.name)
            .join(chat_accounts, people.c.id == chat_accounts.c.person_id)
            .where(chat_accounts.c.messenger == messenger, chat_accounts.c.account == account)
        )
        name = transact(self._engine, lambda c: c.scalar(question))
        return self._accounts.named(name) if name else None

    def addresses(self, names: Sequence[str], messenger: MessengerName) -> list[str]:
        """See `factory.ports.ChatAccounts.addresses`."""
        kept = [as_kept(name) for name in names]
        known = sa.and_(sa.func.lower(people.c.name).in_(kept), people.c.disabled.is_(sa.false()))
        question = sa.select(people.c.email).where(known, people.c.email.is_not(None))
        if messenger != "email":
            question = (
                sa.select(chat_accounts.c.account)
                .join(people, people.c.id == chat_accounts.c.person_id)
                .where(known, chat_accounts.c.messenger == messenger)
            )
        return transact(self._engine, lambda c: list(c.scalars(question)))
