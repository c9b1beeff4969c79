"""Launches: which phases are to run, and what they may wait for."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from factory.workflow.waiting import Wait


class Launch(Protocol):
    """One run of one phase of one video that somebody asked for."""

    @property
    def id(self) -> int:
        """Its number."""
        ...

    @property
    def video_id(self) -> str:
        """Whose phase it is."""
        ...

    @property
    def phase(self) -> str:
        """One of `factory.workflow.phases.PHASES`."""
        ...

    @property
    def attempts(self) -> int:
        """Counts from 1, and up every time it is put back."""
        ...

    @property
    def waits(self) -> int:
        """How many of the attempts ended in waiting, which is nobody's failure."""
        ...

    @property
    def claimed_seconds(self) -> float:
        """How long ago it was claimed, by the database's clock."""
        ...

    @property
    def owner_is_dead(self) -> bool:
        """Whether it ran inside the process that claimed it, and that process is gone."""
        ...


class Launches(Protocol):
    """The queue of phases to run, claimed by state so that nobody starts one twice."""

    def request(
        self,
        video_id: str,
        phase: str,
        reason: str,
        by: str,
        not_before: datetime | None = None,
    ) -> int:
        """Ask for a phase; return the open launch if there is one already."""
        ...

    def put_back(self, video_id: str, phase: str, wait: Wait, by: str) -> bool:
        """Ask for a phase when what it waits for has come; False where it is asked for already."""
        ...

    def claim(self, limit: int, by: str) -> Sequence[Launch]:
        """Take up to `limit` that are due; none while the factory is paused."""
        ...

    def open_claimed(self) -> Sequence[Launch]:
        """Return what was claimed and has not ended."""
        ...

    def started(self, launch_id: int, run_id: str) -> None:
        """Note the run that does it."""
        ...

    def ended(self, launch_id: int, outcome: str, error: str = "") -> None:
        """It is over: `succeeded` or `failed`."""
        ...

    def again(self, launch_id: int, delay_seconds: float) -> None:
        """Put it back, to be claimed once more after the delay."""
        ...

    def postpone(self, launch_id: int, wait: Wait) -> None:
        """Put it back until what it waits for has come; that counts as no failed attempt."""
        ...


def launch_tags(launch: Launch) -> dict[str, str]:
    """Return the tags by which a run is known to belong to a launch."""
    return {
        "factory/launch": str(launch.id),
        "factory/attempt": str(launch.attempts),
        "factory/video": launch.video_id,
        "factory/phase": launch.phase,
    }
