"""Grants in Postgres: connected accounts, their refresh tokens sealed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy import Engine, Row
from sqlalchemy.dialects.postgresql import insert

from factory.errors import NoAccess, PermanentError
from factory.ports import Grant
from resources.database.connection import transact
from resources.database.fences import unfenced
from resources.database.post_tables import grants


class Sealing(Protocol):
    """Encrypts and decrypts short texts."""

    def seal(self, text: str) -> str:
        """Return it encrypted."""
        ...

    def open(self, sealed: str) -> str:
        """Return what was sealed; raise PermanentError when the key is another."""
        ...


class PostgresGrants:
    """See `factory.ports.Grants`."""

    def __init__(self, engine: Engine, seal: Sealing) -> None:
        self._engine = engine
        self._seal = seal

    def connect(self, grant: Grant) -> None:
        """See `factory.ports.Grants.connect`."""
        if not grant.refresh_token:
            raise PermanentError(
                f"{grant.outlet} {grant.title}: the consent brought no refresh token, so nothing "
                "was changed; take the factory's access away in the account's settings and connect "
                "again"
            )
        facts: dict[str, Any] = {
            "title": grant.title,
            "scopes": list(grant.scopes),
            "connected_by": grant.connected_by,
            "connected_at": grant.connected_at,
            "sealed_token": self._seal.seal(grant.refresh_token),
            "client": grant.client,
            "expires_at": grant.expires_at,
            "verified_at": sa.func.now(),
            "refused_at": None,
            "error": "",
        }
        row = insert(grants).values(outlet=grant.outlet, account=grant.account, **facts)
        row = row.on_conflict_do_update(index_elements=["outlet", "account"], set_=facts)
        transact(self._engine, lambda c: c.execute(row))

    def grant(self, outlet: str, account: str) -> Grant:
        """See `factory.ports.Grants.grant`."""
        question = sa.select(grants).where(grants.c.outlet == outlet, grants.c.account == account)
        row = transact(self._engine, lambda c: c.execute(question).one_or_none())
        again = f"`factory connect {outlet}` connects it"
        if row is None:
            raise NoAccess(f"{outlet} {account} is not connected; {again}")
        if row.refused_at:
            raise NoAccess(
                f"{outlet} {row.title} ({account}) is disconnected: {row.error}; {again}"
            )
        return _grant(row, self._seal.open(row.sealed_token))

    def used(
        self,
        outlet: str,
        account: str,
        *,
        refused: str = "",
        new_token: str = "",
        expires_at: datetime | None = None,
    ) -> None:
        """See `factory.ports.Grants.used`."""
        facts: dict[str, Any] = {"refused_at": sa.func.now(), "error": refused}
        if not refused:
            facts = {"verified_at": sa.func.now(), "refused_at": None, "error": ""}
        if new_token:
            facts["sealed_token"] = self._seal.seal(new_token)
        if expires_at:
            facts["expires_at"] = expires_at
        change = sa.update(grants).where(grants.c.outlet == outlet, grants.c.account == account)
        with unfenced():  # the platform has given it once, and takes the one before no more
            transact(self._engine, lambda c: c.execute(change.values(**facts)))

    def all(self) -> Sequence[Grant]:
        """See `factory.ports.Grants.all`."""
        question = sa.select(grants).order_by(grants.c.outlet, grants.c.title)
        rows = transact(self._engine, lambda c: c.execute(question).all())
        return [_grant(row, "") for row in rows]


def _grant(row: Row, token: str) -> Grant:
    return Grant(
        outlet=row.outlet,
        account=row.account,
        title=row.title,
        scopes=tuple(row.scopes),
        connected_by=row.connected_by,
        connected_at=row.connected_at,
        refresh_token=token,
        client=row.client,
        verified_at=row.verified_at,
        refused_at=row.refused_at,
        error=row.error,
        expires_at=row.expires_at,
    )
