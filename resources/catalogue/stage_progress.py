"""Progress of a running stage in Postgres, for whoever looks on from another process."""

import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine

from factory.errors import FactoryError
from factory.ports import Progress
from factory.workflow.time_left import seconds_left
from resources.database.connection import transact
from resources.database.tables import stages

EVERY_SECONDS = 1.0
"""A frame is done in milliseconds; nobody looks more often than this."""


@dataclass(slots=True)
class _Count:
    """How far one stage has come in what it counts.

    Attributes:
        floor: so much was told as done of it before; less is told no more.
    """

    total: int
    unit: str
    floor: int = 0
    done: int = 0
    reused: int = 0
    doing: str | None = None
    began: float = field(default_factory=time.monotonic)
    left: float | None = None

    @property
    def shown(self) -> int:
        """So much of it is told as done."""
        return max(self.done, self.floor)

    @property
    def is_over(self) -> bool:
        """Whether all of it was counted."""
        return 0 < self.total <= self.done

    def noted(self, now: float) -> dict[str, Any]:
        """Return it as a row of the stage says it."""
        left = seconds_left(self.done, self.reused, self.total, now - self.began, self.left)
        self.left = self.left if left is None else left
        return {
            "progress_done": self.shown,
            "progress_total": self.total,
            "progress_seconds_left": left,
            "progress_doing": self.doing,
        }

    def begun_anew(self, total: int, unit: str) -> "_Count":
        """Return the count that takes the place of this one: of the same, which somebody else does the rest of."""
        return _Count(total, unit, self.shown * total // self.total if self.total else 0)


@dataclass(slots=True)
class _Counts:
    """What one stage counts: one thing after another, of which the first is its share."""

    first: _Count
    further: _Count | None = None
    """What is counted after all of the first: told in words, so that the share does not fall to nothing."""

    @property
    def at(self) -> _Count:
        """What is counted now."""
        return self.further or self.first

    def begin(self, total: int, unit: str) -> None:
        """Count something else, or the same anew."""
        if not self.first.is_over:
            self.first = self.first.begun_anew(total, unit)
        elif self.further is None or self.further.is_over:
            self.further = _Count(total, unit)
        else:
            self.further = self.further.begun_anew(total, unit)

    def noted(self, now: float) -> dict[str, Any]:
        """Return them as a row of the stage says them."""
        row = self.first.noted(now)
        if self.further is None:
            return row
        further = self.further
        words = (
            f"{further.shown} of {further.total} {further.unit}{'s' if further.total != 1 else ''}"
        )
        return {
            **row,
            "progress_seconds_left": further.noted(now)["progress_seconds_left"],
            "progress_doing": further.doing or words,
        }


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
        self._counts: dict[str, _Counts] = {}
        self._noted_at: dict[str, float] = {}

    def begin(self, stage: str, total: int, unit: str) -> None:
        """See `factory.ports.Progress.begin`."""
        self._told.begin(stage, total, unit)
        with self._lock:
            if stage in self._counts:
                self._counts[stage].begin(total, unit)
            else:
                self._counts[stage] = _Counts(_Count(total, unit))
            self._noted_at[stage] = time.monotonic()
        self._note(stage)

    def advance(self, stage: str, amount: int = 1, *, reused: bool = False) -> None:
        """See `factory.ports.Progress.advance`; from any thread."""
        self._told.advance(stage, amount, reused=reused)
        now = time.monotonic()
        with self._lock:
            count = self._counts.setdefault(stage, _Counts(_Count(0, ""))).at
            count.done += amount
            count.reused += amount if reused else 0
            if now - self._noted_at.get(stage, 0.0) < self._every_seconds:
                return
            self._noted_at[stage] = now
        self._note(stage)

    def step(self, stage: str, doing: str) -> None:
        """See `factory.ports.Progress.step`; all is counted by then, which is noted."""
        self._told.step(stage, doing)
        if stage in self._counts:
            self._counts[stage].at.doing = doing
            self._note(stage)

    def end(self, stage: str, note: str = "") -> None:
        """See `factory.ports.Progress.end`; that it is over says the stage itself."""
        self._told.end(stage, note)

    def _note(self, stage: str) -> None:
        if self._run_id is None:
            return
        change = (
            stages.update()
            .where(stages.c.run_id == self._run_id, stages.c.stage == stage)
            .values(self._counts[stage].noted(time.monotonic()))
        )
        with suppress(FactoryError):
            transact(self._engine, lambda c: c.execute(change), ride_seconds=EVERY_SECONDS)
