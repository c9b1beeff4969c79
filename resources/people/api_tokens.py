"""API tokens in Postgres: shown once, kept as a hash, until they expire or are revoked."""

from datetime import timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from factory.documents.error_words import shown
from factory.errors import BadInput, NotFound
from factory.people.api_token import ApiToken, checked_days
from factory.people.person import checked_name, checked_role
from factory.people.visitor import Visitor
from factory.workflow import events as topics
from resources.catalogue.events import announce
from resources.catalogue.tenant_limits import check_limit
from resources.database.connection import transact
from resources.database.people_tables import api_tokens
from resources.people.accounts import as_kept
from resources.people.guest_links import end_links_of
from resources.people.kept_secrets import hashed, new_secret
from resources.people.sessions import RIDE_SECONDS, SEEN_SECONDS

PREFIX: Final = "vf_"
"""So that a scanner for secrets, or a person, sees what it is."""

SHOWN = [c for c in api_tokens.c if c is not api_tokens.c.secret_sha256]


class PostgresApiTokens:
    """What programs come in by."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def make(
        self, name: str, role: str, *, days: int | None, by: str, tenant: str = ""
    ) -> tuple[ApiToken, str]:
        """Make a token; return what is known of it, and its secret, which nobody can ask for again.

        Raises:
            BadInput: a part of it cannot be so, one of that name is in use, or the tenant has as
                many as it may.
        """
        secret = new_secret(PREFIX)
        holds = timedelta(days=checked_days(days) or 0)
        values = {
            "secret_sha256": hashed(secret),
            "name": checked_name(name),
            "role": checked_role(role),
            "tenant": tenant.strip() or None,
            "made_by": by,
            "expires_at": sa.func.now() + holds if holds else None,
        }

        def make(connection: Connection) -> ApiToken:
            check_limit(connection, values["tenant"], "tokens")
            try:
                with connection.begin_nested():
                    connection.execute(sa.insert(api_tokens).values(values))
            except IntegrityError as error:
                raise BadInput(
                    f"a token with the name {shown(name)} is in use; revoke it first, or take "
                    "another name"
                ) from error
            facts = {"token": values["name"], "role": values["role"], "by": by}
            announce(connection, topics.TOKEN_MADE, None, facts)
            return _in_use(connection, values["name"])

        return transact(self._engine, make), secret

    def all(self) -> list[ApiToken]:
        """Return them, the newest first; the revoked ones, too."""
        question = sa.select(*SHOWN).order_by(api_tokens.c.id.desc())
        return transact(
            self._engine, lambda c: [_token(row) for row in c.execute(question).mappings()]
        )

    def revoke(self, name: str, *, by: str) -> ApiToken:
        """End a token at once, and every link for guests that was made by it.

        Raises:
            PermanentError: none of that name is in use.
        """

        def revoke(connection: Connection) -> ApiToken:
            found = _in_use(connection, name)
            ended = sa.update(api_tokens).where(api_tokens.c.id == found.id)
            connection.execute(ended.values(revoked_at=sa.func.now()))
            end_links_of(connection, found.visitor.name, by=by)
            facts = {"token": found.name, "by": by}
            announce(connection, topics.TOKEN_REVOKED, None, facts)
            return found

        return transact(self._engine, revoke)

    def visitor(self, secret: str) -> Visitor | None:
        """Return who shows a token that holds."""
        if not secret.startswith(PREFIX):
            return None
        return transact(self._engine, lambda c: _visitor(c, secret), ride_seconds=RIDE_SECONDS)


def _token(row: sa.RowMapping) -> ApiToken:
    return ApiToken.model_validate(dict(row))


def _in_use(connection: Connection, name: str) -> ApiToken:
    question = sa.select(*SHOWN).where(
        sa.func.lower(api_tokens.c.name) == as_kept(name),
        api_tokens.c.revoked_at.is_(None),
    )
    row = connection.execute(question).mappings().one_or_none()
    if row is None:
        raise NotFound(
            f"no token with the name {shown(name)} is in use; `factory token list` shows all"
        )
    return _token(row)


def _visitor(connection: Connection, secret: str) -> Visitor | None:
    stale = api_tokens.c.used_at < sa.func.now() - timedelta(seconds=SEEN_SECONDS)
    holds = sa.or_(api_tokens.c.expires_at.is_(None), api_tokens.c.expires_at > sa.func.now())
    question = sa.select(*SHOWN, sa.func.coalesce(stale, sa.true()).label("stale")).where(
        api_tokens.c.secret_sha256 == hashed(secret), api_tokens.c.revoked_at.is_(None), holds
    )
    row = connection.execute(question).mappings().one_or_none()
    if row is None:
        return None
    facts = dict(row)
    if facts.pop("stale"):
        used = sa.update(api_tokens).where(api_tokens.c.id == facts["id"])
        connection.execute(used.values(used_at=sa.func.now()))
    return ApiToken.model_validate(facts).visitor
