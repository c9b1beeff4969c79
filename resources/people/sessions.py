"""Sessions in Postgres: a cookie's secret, kept as a hash, and who came in by it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from factory.people.lifetimes import IDLE_SESSION, SESSION
from factory.people.visitor import Visitor
from resources.database.connection import transact
from resources.database.people_tables import guest_links, people, sessions
from resources.people.kept_secrets import hashed, new_secret

SEEN_SECONDS: Final = 60
"""More often than that it is not written down that somebody is here."""

RIDE_SECONDS: Final = 5.0
"""A door that waits for its database any longer says so instead."""


class PostgresSessions:
    """Who is in."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin(
        self,
        *,
        person: int | None = None,
        key: str | None = None,
        guest_link: int | None = None,
        instead_of: str | None = None,
    ) -> str:
        """Begin a session by one of the three ways in; return its secret.

        Args:
            person: who signed in.
            key: the door's key by whose link somebody came.
            guest_link: the number of the link to one video.
            instead_of: the secret of the session that the same browser had; it ends.
        """
        secret = new_secret()
        expires = sa.func.now() + SESSION
        if guest_link is not None:
            expires = (
                sa.select(guest_links.c.expires_at)
                .where(guest_links.c.id == guest_link)
                .scalar_subquery()
            )
        values = {
            "secret_sha256": hashed(secret),
            "person_id": person,
            "key_sha256": hashed(key) if key else None,
            "guest_link_id": guest_link,
            "expires_at": expires,
        }

        def begin(connection: Connection) -> None:
            connection.execute(sa.delete(sessions).where(sessions.c.expires_at < sa.func.now()))
            if instead_of:
                connection.execute(_one(instead_of))
            known = sa.select(sessions.c.id).where(sessions.c.secret_sha256 == hashed(secret))
            if connection.scalar(known) is None:  # a lost commit is said again
                connection.execute(sa.insert(sessions).values(values))

        transact(self._engine, begin, ride_seconds=RIDE_SECONDS)
        return secret

    def visitor(
        self, secret: str, keys: Mapping[str, Visitor], *, seen: bool = True
    ) -> Visitor | None:
        """Return whose session it is, while it holds.

        Args:
            secret: what the cookie says.
            keys: the door's keys as they are now, and who has the link with each.
            seen: whether they are here now, which keeps the session from ending unused.
        """
        return transact(
            self._engine, lambda c: _visitor(c, secret, keys, seen=seen), ride_seconds=RIDE_SECONDS
        )

    def end(self, secret: str) -> None:
        """End one."""
        transact(self._engine, lambda c: c.execute(_one(secret)), ride_seconds=RIDE_SECONDS)


def _one(secret: str) -> sa.Delete:
    return sa.delete(sessions).where(sessions.c.secret_sha256 == hashed(secret))


QUESTION = (
    sa.select(
        sessions.c.id,
        sessions.c.key_sha256,
        sessions.c.guest_link_id,
        people.c.id.label("person"),
        people.c.name,
        people.c.role,
        sa.func.coalesce(people.c.tenant, guest_links.c.tenant).label("tenant"),
        people.c.disabled,
        guest_links.c.video_id,
        guest_links.c.name.label("guest"),
        guest_links.c.decides,
        guest_links.c.revoked_at,
        (sessions.c.seen_at < sa.func.now() - timedelta(seconds=SEEN_SECONDS)).label("stale"),
    )
    .select_from(sessions.outerjoin(people).outerjoin(guest_links))
    .where(sessions.c.expires_at > sa.func.now(), sessions.c.seen_at > sa.func.now() - IDLE_SESSION)
)


def _visitor(
    connection: Connection, secret: str, keys: Mapping[str, Visitor], *, seen: bool
) -> Visitor | None:
    row = connection.execute(
        QUESTION.where(sessions.c.secret_sha256 == hashed(secret))
    ).one_or_none()
    if row is None:
        return None
    if row.stale and seen:
        here = sa.update(sessions).where(sessions.c.id == row.id).values(seen_at=sa.func.now())
        connection.execute(here)
    if row.key_sha256:
        return {hashed(key): visitor for key, visitor in keys.items()}.get(row.key_sha256)
    if row.guest_link_id:
        if row.revoked_at:
            return None
        return Visitor(
            name=f"guest {row.guest}",
            role="guest",
            tenant=row.tenant,
            known_by="guest link",
            video=row.video_id,
            decides=row.decides,
        )
    if row.disabled:
        return None
    return Visitor(
        name=row.name, role=row.role, tenant=row.tenant, known_by="password", person=row.person
    )
