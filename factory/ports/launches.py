"""Launches: which phases are to run, what they may wait for, and how they ended."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from factory.workflow.launch import Following, Launch
from factory.workflow.waiting import Wait


class Launches(Protocol):
    """The queue of phases to run, claimed by state so that nobody starts one twice."""

    def request(
        self,
        video_id: str,
        phase: str,
        reason: str,
        by: str,
        not_before: datetime | None = None,
        *,
        first: bool = False,
    ) -> int:
        """Ask for a phase; return the open launch if there is one already.

        With `first` a video of which anything was ever asked for is left as it is.
        """
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


class Outcomes(Protocol):
    """What became of claimed launches: under way, over, or put back."""

    def started(self, launch_id: int, run_id: str) -> None:
        """Note the run that does it."""
        ...

    def ended(
        self, launch_id: int, outcome: str, error: str = "", follows: Following | None = None
    ) -> None:
        """It is over.

        Args:
            launch_id: which.
            outcome: `succeeded` or `failed`.
            error: what went wrong.
            follows: what is asked for in the same transaction, unless the launch has ended before,
                as one has that was called off, or the video is made step by step.
        """
        ...

    def again(self, launch_id: int, delay_seconds: float, *, forgiven: bool = False) -> None:
        """Put it back, to be claimed once more after the delay.

        Args:
            launch_id: which.
            delay_seconds: from now.
            forgiven: count no attempt before this one as failed.
        """
        ...

    def postpone(self, launch_id: int, wait: Wait) -> None:
        """Put it back until what it waits for has come; that counts as no failed attempt."""
        ...
