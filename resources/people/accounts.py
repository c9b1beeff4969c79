"""People in Postgres: added, changed, shut out; each change ends the sessions that it must."""

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from factory.documents.error_words import shown
from factory.errors import BadInput, NotFound
from factory.people.guest_link import INVITER
from factory.people.person import (
    Person,
    checked_email,
    checked_name,
    checked_password,
    checked_role,
)
from factory.people.role import may
from factory.workflow import events as topics
from resources.catalogue.events import announce
from resources.catalogue.tenant_limits import check_limit
from resources.database.connection import transact
from resources.database.people_tables import people, sessions
from resources.people.guest_links import end_links_of
from resources.people.passwords import Passwords

SEEN = (
    sa.select(sa.func.max(sessions.c.seen_at))
    .where(sessions.c.person_id == people.c.id)
    .scalar_subquery()
)


class PostgresAccounts:
    """Everybody who signs in by a password."""

    def __init__(self, engine: Engine, passwords: Passwords) -> None:
        self._engine = engine
        self._passwords = passwords

    def all(self) -> list[Person]:
        """Return them by name."""
        question = _question().order_by(sa.func.lower(people.c.name))
        return transact(
            self._engine, lambda c: [_person(row) for row in c.execute(question).mappings()]
        )

    def named(self, name: str) -> Person:
        """Return one.

        Raises:
            PermanentError: nobody has that name.
        """
        return transact(self._engine, lambda c: _named(c, name))

    def add(
        self, name: str, role: str, password: str, *, by: str, email: str = "", tenant: str = ""
    ) -> Person:
        """Let somebody in.

        Raises:
            BadInput: a part of it cannot be so, the name or address is taken, or the tenant has as
                many people as it may.
        """
        values = {
            "name": checked_name(name),
            "email": checked_email(email),
            "role": checked_role(role),
            "tenant": tenant.strip() or None,
            "password": self._passwords.hash(checked_password(password)),
            "added_by": by,
        }

        def add(connection: Connection) -> Person:
            check_limit(connection, values["tenant"], "people")
            try:
                with connection.begin_nested():
                    connection.execute(sa.insert(people).values(values))
            except IntegrityError as error:
                raise BadInput(
                    f"somebody with the name {shown(values['name'])} or that e-mail address is "
                    "there already; `factory people list` shows everybody"
                ) from error
            _tell(connection, "added", values["name"], by, role=values["role"])
            return _named(connection, values["name"])

        return transact(self._engine, add)

    def change_role(self, name: str, role: str, *, by: str) -> Person:
        """Give somebody another role; it holds at their next click.

        Who may invite no guests any more leaves no link behind: by one that decides they would decide on.
        """
        return self._change(name, {"role": checked_role(role)}, "role", by)

    def disable(self, name: str, *, by: str, disabled: bool = True) -> Person:
        """Shut somebody out: every session of theirs ends, and every link for guests that they made.

        Or let them in again; what has ended stays so.
        """
        what = "disabled" if disabled else "enabled"
        return self._change(name, {"disabled": disabled}, what, by, out=disabled)

    def change_password(self, name: str, password: str, *, by: str) -> Person:
        """Give somebody another password, which ends every session of theirs."""
        kept = self._passwords.hash(checked_password(password))
        return self._change(name, {"password": kept}, "password", by, out=True)

    def _change(
        self, name: str, values: dict[str, object], what: str, by: str, *, out: bool = False
    ) -> Person:
        def change(connection: Connection) -> Person:
            found = _named(connection, name)
            change = sa.update(people).where(people.c.id == found.id).values(values)
            connection.execute(change)
            if out:
                connection.execute(sa.delete(sessions).where(sessions.c.person_id == found.id))
            changed = _named(connection, name)
            if changed.disabled or not may(changed.role, INVITER):
                end_links_of(connection, found.name, by=by)
            _tell(connection, what, found.name, by, role=changed.role)
            return changed

        return transact(self._engine, change)


def as_kept(name: str) -> str:
    """Return what somebody typed as names are compared; Postgres takes no NUL."""
    return " ".join(name.replace("\0", " ").split()).lower()


def _question() -> sa.Select:
    shown_columns = [c for c in people.c if c is not people.c.password]
    return sa.select(*shown_columns, SEEN.label("seen_at"))


def _person(row: sa.RowMapping) -> Person:
    return Person.model_validate(dict(row))


def _named(connection: Connection, name: str) -> Person:
    question = _question().where(sa.func.lower(people.c.name) == as_kept(name))
    row = connection.execute(question).mappings().one_or_none()
    if row is None:
        raise NotFound(
            f"nobody here has the name {shown(name)}; `factory people list` shows everybody"
        )
    return _person(row)


def _tell(connection: Connection, what: str, name: str, by: str, *, role: str) -> None:
    facts = {"person": name, "what": what, "role": role, "by": by}
    announce(connection, topics.PERSON_CHANGED, None, facts)
