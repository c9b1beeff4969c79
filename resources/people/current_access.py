"""Standing: what somebody who was let in earlier may do now, asked for by what a signed link says of them."""

from typing import Final

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from factory.people.api_token import ApiToken
from factory.people.visitor import OF_LINKS, Visitor
from resources.database.connection import transact
from resources.database.people_tables import api_tokens, people
from resources.people.sessions import RIDE_SECONDS

MOST_DIGITS: Final = 18


class PostgresStanding:
    """Finds people and tokens again by `Visitor.reference`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, reference: str) -> Visitor | None:
        """Return who it is as they stand now; None for who may come in no more, and for nobody.

        Who has a link of `factory up` stands as before: what the key of the door signed ends with it.
        """
        if reference in OF_LINKS:
            return OF_LINKS[reference]
        kind, _, number = reference.partition("-")
        if not (number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS):
            return None
        find = {"person": _person, "token": _token}.get(kind)
        if find is None:
            return None
        return transact(self._engine, lambda c: find(c, int(number)), ride_seconds=RIDE_SECONDS)


def _person(connection: Connection, number: int) -> Visitor | None:
    question = sa.select(people.c.name, people.c.role, people.c.tenant).where(
        people.c.id == number, ~people.c.disabled
    )
    row = connection.execute(question).one_or_none()
    if row is None:
        return None
    return Visitor(
        name=row.name, role=row.role, tenant=row.tenant, known_by="password", person=number
    )


def _token(connection: Connection, number: int) -> Visitor | None:
    shown = [c for c in api_tokens.c if c is not api_tokens.c.secret_sha256]
    holds = sa.or_(api_tokens.c.expires_at.is_(None), api_tokens.c.expires_at > sa.func.now())
    question = sa.select(*shown).where(
        api_tokens.c.id == number, api_tokens.c.revoked_at.is_(None), holds
    )
    row = connection.execute(question).mappings().one_or_none()
    return ApiToken.model_validate(dict(row)).visitor if row else None
