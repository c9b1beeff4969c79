"""Progress of a running stage in Postgres, for whoever looks on from another process."""

import threading
import time
from contextlib import suppress

from sqlalchemy import Engine

from factory.errors import FactoryError
from factory.ports import Progress
from resources.database.connection import transact
from resources.database.tables import stages

EVERY_SECONDS = 1.0
"""A frame is done in milliseconds; nobody looks more often than this."""


class RecordedProgress:
    """Notes how far the stages of one run have come, and tells somebody else too.

    Implements `factory.ports.Progress`. A note that is lost is made up for by the next one.

    Args:
        engine: the database.
        run_id: the run whose stages these are; None where nothing runs.
        told: told of everything as well.
        every_seconds: how long after a note the next one is made.
    """

    def __init__(
        self,
        engine: Engine,
        run_id: str | None,
        told: Progress,
        every_seconds: float = EVERY_SECONDS,
    ) -> None:
        self._engine = engine
        self._run_id = run_id
        self._told = told
        self._every_seconds = every_seconds
        self._lock = threading.Lock()
        self._counts: dict[str, tuple[int, int]] = {}
        self._noted_at: dict[str, float] = {}

    def begin(self, stage: str, total: int, unit: str) -> None:
        """See `factory.ports.Progress.begin`."""
        self._told.begin(stage, total, unit)
        with self._lock:
            self._counts[stage] = (0, total)
            self._noted_at[stage] = time.monotonic()
        self._note(stage)

    def advance(self, stage: str, amount: int = 1, *, reused: bool = False) -> None:
        """See `factory.ports.Progress.advance`; from any thread."""
        self._told.advance(stage, amount, reused=reused)
        now = time.monotonic()
        with self._lock:
            done, total = self._counts.get(stage, (0, 0))
            self._counts[stage] = (done + amount, total)
            if now - self._noted_at.get(stage, 0.0) < self._every_seconds:
                return
            self._noted_at[stage] = now
        self._note(stage)

    def step(self, stage: str, doing: str) -> None:
        """See `factory.ports.Progress.step`; all is counted by then, which is noted."""
        self._told.step(stage, doing)
        if stage in self._counts:
            self._note(stage)

    def end(self, stage: str, note: str = "") -> None:
        """See `factory.ports.Progress.end`; that it is over says the stage itself."""
        self._told.end(stage, note)

    def _note(self, stage: str) -> None:
        if self._run_id is None:
            return
        done, total = self._counts[stage]
        change = (
            stages.update()
            .where(stages.c.run_id == self._run_id, stages.c.stage == stage)
            .values(progress_done=done, progress_total=total)
        )
        with suppress(FactoryError):
            transact(self._engine, lambda c: c.execute(change), ride_seconds=EVERY_SECONDS)
