"""A launch: one run of one phase of one video that somebody asked for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

LAUNCH: Final = ".dagster/factory-launch"
ATTEMPT: Final = ".dagster/factory-attempt"
VIDEO: Final = ".dagster/factory-video"
PHASE: Final = ".dagster/factory-phase"
"""Tags of runs. Dagster's pages leave out those that begin so: a job's name and its partition tell a
person the same."""

PRIORITY: Final = "dagster/priority"
"""Dagster's own tag: of the runs that wait in its queue, the highest goes first; 0 without it."""


@dataclass(frozen=True, slots=True)
class Launch:
    """One phase that was claimed, as it stood when it was looked at."""

    id: int
    video_id: str
    phase: str
    """One of `factory.workflow.phases.PHASES`."""
    attempts: int
    """Counts from 1, and up every time it is put back."""
    waits: int
    """How many of the attempts ended in waiting, or are forgiven as a later one got further."""
    claimed_seconds: float
    """How long ago it was claimed, by the database's clock."""
    owner_is_dead: bool
    """Whether it ran inside the process that claimed it, and that process is gone."""
    reason: str
    claimed_by: str
    run_id: str | None
    turn: int = 0
    """How many launches of its channel are under way or come before it: the lower, the sooner."""

    @property
    def tags(self) -> dict[str, str]:
        """The tags by which a run is known to belong to it, and by which Dagster sees its turn.

        So a channel's hundredth run waits behind another's first, whenever that is asked for.
        """
        return {
            LAUNCH: str(self.id),
            ATTEMPT: str(self.attempts),
            VIDEO: self.video_id,
            PHASE: self.phase,
            **({PRIORITY: str(-self.turn)} if self.turn else {}),
        }


@dataclass(frozen=True, slots=True)
class Following:
    """A phase that is to be asked for when another has ended."""

    phase: str
    reason: str
    by: str
    not_before: datetime | None
