"""Signing in: the throttle before the password, so that most of a flood of guesses costs nothing."""

import threading
import time
from collections.abc import Mapping
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects.postgresql import insert

from factory.people.person import MOST_PASSWORD_CHARS
from factory.people.sign_in import NotYet, SignedIn, WrongPassword
from factory.people.sign_in_throttle import ALLOWANCES, Counted, closed_until, counters, tries_left
from factory.people.visitor import Visitor
from factory.workflow import events as topics
from resources.catalogue.events import announce
from resources.database.connection import transact
from resources.database.people_tables import people, sign_in_tries
from resources.people.accounts import as_kept
from resources.people.passwords import Passwords
from resources.people.sessions import RIDE_SECONDS

REMEMBERED_SECONDS: Final = 3.0
"""For so long a refusal is repeated without asking the database; a pause that somebody lifts by
hand is over soon enough."""

MOST_REMEMBERED: Final = 10_000


class PostgresSignIns:
    """Lets those in who know their password, and makes those wait who guess."""

    def __init__(self, engine: Engine, passwords: Passwords) -> None:
        self._engine = engine
        self._passwords = passwords
        self._closed: dict[str, tuple[float, datetime]] = {}
        self._lock = threading.Lock()

    def sign_in(self, login: str, password: str, address: str) -> SignedIn | WrongPassword | NotYet:
        """Compare a password with that of whoever has a name or an e-mail address.

        A try is counted before the password is looked at, so that many at once are no more than
        many one after the other; the right password takes its count back.

        Args:
            login: the name or the e-mail address.
            password: what was typed.
            address: where it came from.
        """
        counted = counters(login, address)
        kept = self._remembered(counted)
        if kept:
            return NotYet(until=kept)
        tried = transact(self._engine, lambda c: _try(c, counted, login), ride_seconds=RIDE_SECONDS)
        if isinstance(tried, datetime):
            self._remember(counted, tried)
            return NotYet(until=tried)
        failures, person = tried
        fits = len(password) <= MOST_PASSWORD_CHARS and self._passwords.fits(
            person.password if person else None, password
        )
        if not fits or person is None or person.disabled:
            return WrongPassword(tries_left=tries_left(failures))
        visitor = Visitor(
            name=person.name,
            role=person.role,
            tenant=person.tenant,
            known_by="password",
            person=person.id,
        )
        transact(self._engine, lambda c: _came_in(c, counted, visitor), ride_seconds=RIDE_SECONDS)
        return SignedIn(visitor=visitor)

    def _remembered(self, counted: Mapping[Counted, str]) -> datetime | None:
        with self._lock:
            kept = self._closed.get(counted["name at address"])
        return kept[1] if kept and kept[0] > time.monotonic() else None

    def _remember(self, counted: Mapping[Counted, str], until: datetime) -> None:
        with self._lock:
            if len(self._closed) >= MOST_REMEMBERED:
                self._closed.clear()
            self._closed[counted["name at address"]] = (
                time.monotonic() + REMEMBERED_SECONDS,
                until,
            )


Tried = tuple[int, sa.Row | None]
"""How often this name failed at this address, this try included; whoever has it."""


def _try(connection: Connection, counted: Mapping[Counted, str], login: str) -> Tried | datetime:
    """Count a try; return the end of the pause instead, if there is one."""
    now: datetime = connection.execute(sa.select(sa.func.now())).scalar_one()
    oldest = now - max(allowance.pause for allowance in ALLOWANCES.values())
    connection.execute(sa.delete(sign_in_tries).where(sign_in_tries.c.last_at < oldest))
    # A row that is not there cannot be locked: of first tries at once each would find none.
    for key in sorted(counted.values()):
        first = insert(sign_in_tries).values(counted_sha256=key, failures=0)
        connection.execute(first.on_conflict_do_nothing())
    question = (
        sa.select(sign_in_tries)
        .where(sign_in_tries.c.counted_sha256.in_(counted.values()))
        .order_by(sign_in_tries.c.counted_sha256)
        .with_for_update()
    )
    rows = {row.counted_sha256: row for row in connection.execute(question)}
    pauses = [
        until
        for kind, key in counted.items()
        if key in rows
        and (until := closed_until(kind, rows[key].failures, rows[key].last_at))
        and until > now
    ]
    if pauses:
        return max(pauses)
    for key in sorted(counted.values()):
        connection.execute(
            insert(sign_in_tries)
            .values(counted_sha256=key, failures=1)
            .on_conflict_do_update(
                index_elements=["counted_sha256"],
                set_={"failures": sign_in_tries.c.failures + 1, "last_at": sa.func.now()},
            )
        )
    before = rows.get(counted["name at address"])
    return (before.failures if before else 0) + 1, _known(connection, login)


def _known(connection: Connection, login: str) -> sa.Row | None:
    name = as_kept(login)
    return connection.execute(
        sa.select(people).where(
            sa.or_(sa.func.lower(people.c.name) == name, sa.func.lower(people.c.email) == name)
        )
    ).one_or_none()


def _came_in(connection: Connection, counted: Mapping[Counted, str], visitor: Visitor) -> None:
    """Forgive this name at this address, and take the try back where others are counted, too."""
    one = counted["name at address"]
    connection.execute(sa.delete(sign_in_tries).where(sign_in_tries.c.counted_sha256 == one))
    connection.execute(
        sa.update(sign_in_tries)
        .where(sign_in_tries.c.counted_sha256.in_(counted.values()), sign_in_tries.c.failures > 0)
        .values(failures=sign_in_tries.c.failures - 1)
    )
    announce(connection, topics.PERSON_CHANGED, None, {"person": visitor.name, "what": "came in"})
