"""Leases of runs in Postgres: whatever a broker delivers, and how often, one worker has a run.

A worker says every few seconds that it lives. One that was not heard for `RUN_LEASE_SECONDS` has lost
its run, and knows it: it stops the run's process before that time is over.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects.postgresql import insert

from resources.database.connection import transact
from resources.database.run_tables import run_leases

T = TypeVar("T")

RUN_LEASE_SECONDS: Final = 15.0
"""After so long without a word from its worker a run may be taken by another one."""
BEAT_SECONDS: Final = 3.0

UNHEARD = sa.func.extract("epoch", sa.func.clock_timestamp() - run_leases.c.heard_at)
STATUS = sa.text("SELECT status FROM public.runs WHERE run_id = :run_id")
TO_BEGIN: Final = "STARTING"
TO_GO_ON: Final = "STARTED"


@dataclass(frozen=True, slots=True)
class RunLease:
    """What is known of a run that was handed to the workers."""

    worker: str | None
    """None: it waits in its queue."""
    unheard_seconds: float
    ended: bool
    exit_code: int | None


class RunLeases:
    """Who has which run.

    Args:
        engine: of the factory's database.
        ride_seconds: how long an outage is waited out; a worker that must prove its lease waits
            for nothing.
    """

    def __init__(self, engine: Engine, ride_seconds: float) -> None:
        self._engine = engine
        self._ride_seconds = ride_seconds

    def ask(self, run_id: str, queue: str) -> None:
        """Note that a run waits for a worker, again where it had one."""
        anew = {
            "queue": queue,
            "asked_at": sa.func.now(),
            **dict.fromkeys(("worker", "heard_at", "ended_at", "exit_code")),
        }
        row = insert(run_leases).values(run_id=run_id, **anew)
        row = row.on_conflict_do_update(index_elements=["run_id"], set_=anew)
        self._ask(lambda c: c.execute(row))

    def take(self, run_id: str, worker: str, *, resumes: bool) -> bool:
        """Take a run that waits, or whose worker is unheard; False: it is another's, or over.

        Args:
            run_id: which.
            worker: who wants it.
            resumes: whether it was begun before; otherwise it must not have been.
        """
        wanted = TO_GO_ON if resumes else TO_BEGIN

        def take(connection: Connection) -> bool:
            if connection.scalar(STATUS, {"run_id": run_id}) != wanted:
                return False
            free = sa.or_(run_leases.c.worker.is_(None), UNHEARD > RUN_LEASE_SECONDS)
            row = (
                sa.update(run_leases)
                .where(run_leases.c.run_id == run_id, free)
                .where(run_leases.c.cancelled_at.is_(None), run_leases.c.ended_at.is_(None))
                .values(worker=worker, heard_at=sa.func.clock_timestamp())
                .returning(run_leases.c.run_id)
            )
            return connection.scalar(row) is not None

        return self._ask(take)

    def run_body(self, run_id: str) -> str:
        """Return a run as Dagster keeps it."""
        question = sa.text("SELECT run_body FROM public.runs WHERE run_id = :run_id")
        return self._ask(lambda connection: str(connection.scalar(question, {"run_id": run_id})))

    def waits(self, run_id: str) -> bool:
        """Whether a run was not begun, though somebody has its lease: perhaps a dead worker."""

        def ask(connection: Connection) -> bool:
            begun = connection.scalar(STATUS, {"run_id": run_id}) != TO_BEGIN
            held = sa.and_(run_leases.c.worker.is_not(None), run_leases.c.cancelled_at.is_(None))
            question = sa.select(held).where(run_leases.c.run_id == run_id)
            return not begun and bool(connection.scalar(question))

        return self._ask(ask)

    def beat(self, run_id: str, worker: str) -> bool | None:
        """Say that a worker lives; return whether its run is called off. None: it is another's."""
        mine = sa.and_(run_leases.c.run_id == run_id, run_leases.c.worker == worker)
        row = (
            sa.update(run_leases)
            .where(mine)
            .values(heard_at=sa.func.clock_timestamp())
            .returning(run_leases.c.cancelled_at.is_not(None))
        )
        return self._ask(lambda c: c.scalar(row))

    def end(self, run_id: str, worker: str, exit_code: int) -> None:
        """Note how the process of a run ended."""
        mine = sa.and_(run_leases.c.run_id == run_id, run_leases.c.worker == worker)
        over = {"ended_at": sa.func.clock_timestamp(), "exit_code": exit_code}
        self._ask(lambda c: c.execute(sa.update(run_leases).where(mine).values(over)))

    def cancel(self, run_id: str) -> bool:
        """Call a run off; return whether a worker has it, who will end it."""
        row = (
            sa.update(run_leases)
            .where(run_leases.c.run_id == run_id)
            .values(cancelled_at=sa.func.now())
            .returning(run_leases.c.worker.is_not(None) & run_leases.c.ended_at.is_(None))
        )
        return bool(self._ask(lambda c: c.scalar(row)))

    def lease(self, run_id: str) -> RunLease | None:
        """Return what is known of a run."""
        question = sa.select(
            run_leases.c.worker,
            UNHEARD.label("unheard"),
            run_leases.c.ended_at,
            run_leases.c.exit_code,
        ).where(run_leases.c.run_id == run_id)
        row = self._ask(lambda c: c.execute(question).one_or_none())
        if row is None:
            return None
        unheard = float(row.unheard or 0)
        return RunLease(row.worker, unheard, row.ended_at is not None, row.exit_code)

    def _ask(self, question: Callable[[Connection], T]) -> T:
        return transact(self._engine, question, ride_seconds=self._ride_seconds)


def worker_engine(url: str) -> Engine:
    """Return an engine whose every question ends within seconds, even on a line that was cut."""
    return sa.create_engine(
        url,
        pool_size=1,
        pool_pre_ping=False,
        connect_args={
            "connect_timeout": 3,
            "tcp_user_timeout": 4000,
            "keepalives_idle": 2,
            "keepalives_interval": 1,
            "keepalives_count": 3,
            "application_name": "video-factory worker",
            "options": "-c timezone=UTC -c statement_timeout=3000",
        },
    )
