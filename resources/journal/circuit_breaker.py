"""Circuit breakers: a vendor that fails again and again is left alone for a while, by every process."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects.postgresql import insert

from factory.errors import LONGEST_RETRY_AFTER_SECONDS, CircuitOpen, NoAccess, TransientError
from factory.records import Provider
from resources.database.connection import error_words, transact
from resources.database.money_tables import circuits
from resources.database.tables import launches

FAILURES: Final = 4
"""So many in a row, with no success between, open the circuit: as many as one step's attempts, so
that a step alone waits for a vendor that is away in place of failing for good."""
WITHIN_SECONDS: Final = 600.0
"""Failures further apart than this are not a row."""
FIRST_PAUSE_SECONDS: Final = 60
LONGEST_PAUSE_SECONDS: Final = 1800
"""Every probe that fails doubles the pause, up to this."""
NO_ACCESS_SECONDS: Final = 900
"""A key that is refused, or a quota that is used up, is looked at again after this."""
PROBE_SECONDS: Final = 120
"""How long others wait for the one call that probes whether the vendor is back."""
LONGEST_REST_SECONDS: Final = 86_400.0


class PostgresCircuits:
    """See `factory.ports.Circuits`; one row per vendor that ever failed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def is_open(self, provider: str) -> bool:
        """See `factory.ports.Circuits.is_open`."""
        question = sa.select(
            circuits.c.open_until > sa.func.clock_timestamp(), circuits.c.probing_since
        ).where(circuits.c.provider == provider)
        row = transact(self._engine, lambda c: c.execute(question).one_or_none())
        return bool(row and row[0])

    def states(self) -> list[dict[str, object]]:
        """Return every circuit that is open or has failures, by provider."""
        question = (
            sa.select(
                circuits.c.provider,
                circuits.c.failures,
                circuits.c.open_until,
                circuits.c.error,
                (circuits.c.open_until > sa.func.clock_timestamp()).label("open"),
            )
            .where(sa.or_(circuits.c.failures > 0, circuits.c.open_until.is_not(None)))
            .order_by(circuits.c.provider)
        )
        return transact(self._engine, lambda c: [dict(r) for r in c.execute(question).mappings()])

    def admit(self, provider: Provider) -> None:
        """Let a call pass, or raise; after a pause, exactly one passes and probes.

        Raises:
            CircuitOpen: the vendor is being left alone.
        """
        if provider.remote:
            no = transact(self._engine, lambda c: _admitted(c, provider.name))
            if no:
                raise no

    @contextmanager
    def listening(self, provider: Provider) -> Iterator[None]:
        """Take note of how a call to this provider ends.

        Raises:
            CircuitOpen: in place of the error that opened the circuit.
        """
        if not provider.remote:
            yield
            return
        clock = sa.select(sa.func.clock_timestamp())
        began = transact(self._engine, lambda c: c.execute(clock).scalar_one())
        try:
            yield
        except (TransientError, NoAccess) as error:
            opened = self._heard(provider.name, error, began)
            if opened:
                raise opened from error
            raise
        transact(self._engine, lambda c: _succeeded(c, provider.name, began))

    def _heard(
        self, name: str, error: TransientError | NoAccess, began: datetime
    ) -> CircuitOpen | None:
        return transact(self._engine, lambda connection: _failed(connection, name, error, began))


def _admitted(connection: Connection, name: str) -> CircuitOpen | None:
    question = sa.select(circuits, sa.func.clock_timestamp().label("now"))
    row = connection.execute(question.where(circuits.c.provider == name)).one_or_none()
    if row is None or row.open_until is None:
        return None
    if row.open_until > row.now:
        return _open(name, row.open_until, row.error)
    probe = connection.execute(
        sa.update(circuits)
        .where(circuits.c.provider == name, circuits.c.open_until == row.open_until)
        .values(open_until=_in(PROBE_SECONDS), probing_since=sa.func.clock_timestamp())
        .returning(circuits.c.open_until)
    ).one_or_none()
    if probe:
        return None
    return _admitted(connection, name)


def _failed(
    connection: Connection, name: str, error: Exception, began: datetime
) -> CircuitOpen | None:
    """Count a failure; return the open circuit if it is open now.

    Requests that were under way together fail together: of those, one is counted.
    """
    connection.execute(insert(circuits).values(provider=name).on_conflict_do_nothing())
    row = connection.execute(
        sa.select(circuits, sa.func.clock_timestamp().label("now"))
        .where(circuits.c.provider == name)
        .with_for_update()
    ).one()
    if row.open_until and row.open_until > row.now and row.probing_since is None:
        return _open(name, row.open_until, row.error)
    in_a_row = row.failing_since and (row.now - row.failing_since).total_seconds() < WITHIN_SECONDS
    together = row.failures > 0 and began < row.changed_at
    failures = row.failures + (not together) if in_a_row or row.probing_since else 1
    pause = _pause_seconds(error, failures, row.pause_seconds, probing=bool(row.probing_since))
    facts: dict[str, object] = {
        "failures": failures,
        "failing_since": row.failing_since if in_a_row else row.now,
        "error": error_words(error),
        "changed_at": sa.func.clock_timestamp(),
        "probing_since": None,
    }
    if pause:
        facts |= {"open_until": _in(pause), "pause_seconds": min(pause, LONGEST_PAUSE_SECONDS)}
    until = connection.scalar(
        sa.update(circuits)
        .where(circuits.c.provider == name)
        .values(facts)
        .returning(circuits.c.open_until)
    )
    return _open(name, until, error_words(error)) if pause and until else None


def _pause_seconds(error: Exception, failures: int, before: int, *, probing: bool) -> int:
    """Return how long the vendor is to be left alone; 0: not at all."""
    asked = error.retry_after_seconds if isinstance(error, TransientError) else None
    if asked and asked > LONGEST_RETRY_AFTER_SECONDS:
        return round(min(asked, LONGEST_REST_SECONDS))
    if isinstance(error, NoAccess):
        return NO_ACCESS_SECONDS
    if probing or failures >= FAILURES:
        return min(max(FIRST_PAUSE_SECONDS, 2 * before), LONGEST_PAUSE_SECONDS)
    return 0


def _succeeded(connection: Connection, name: str, began: datetime) -> None:
    """Close the circuit, and let the launches that wait for this vendor go on.

    A request that was under way when another one failed proves nothing of what came after.
    """
    closed = connection.execute(
        sa.update(circuits)
        .where(circuits.c.provider == name)
        .where(sa.or_(circuits.c.failures > 0, circuits.c.open_until.is_not(None)))
        .where(circuits.c.changed_at < began)
        .values(
            failures=0,
            failing_since=None,
            open_until=None,
            probing_since=None,
            pause_seconds=0,
            changed_at=sa.func.clock_timestamp(),
        )
    )
    if closed.rowcount:
        connection.execute(
            sa.update(launches)
            .where(launches.c.ended_at.is_(None), launches.c.claimed_at.is_(None))
            .where(launches.c.wait["waits_for"].astext == "provider")
            .where(launches.c.wait["scope"].astext == name)
            .values(not_before=sa.func.now())
        )


def _in(seconds: int) -> sa.ColumnElement[datetime]:
    return sa.func.clock_timestamp() + sa.func.make_interval(0, 0, 0, 0, 0, 0, float(seconds))


def _open(name: str, until: datetime, why: str | None) -> CircuitOpen:
    return CircuitOpen(
        f"{name} failed again and again, so it is left alone until {until:%Y-%m-%d %H:%M:%S} UTC; "
        f"then it is asked again, and what waits for it goes on. The last error: {why}",
        until=until,
        scope=name,
    )
