"""Spending: limits, prices agreed to, and what was spent."""

from typing import Any, Protocol

from factory.money.estimate import Estimate


class SpendingLimits(Protocol):
    """Spending limits, seen by whoever starts launches."""

    def wake(self) -> int:
        """Let launches go on whose limit has room again; return how many."""
        ...


class AbandonedWork(Protocol):
    """What videos that are over still hold."""

    def release(self) -> int:
        """Let go of what dead processes hold for videos that are over; return how many units.

        Money that was set aside for them is in doubt from then on.
        """
        ...


class Estimates(Protocol):
    """What every video will cost, and whether a person agreed to it."""

    def record(self, video_id: str, estimate: Estimate, confirm_above_usd: float | None) -> None:
        """Keep the newest estimate; nothing is bought above the sum until a person agrees.

        Args:
            video_id: whose.
            estimate: its price by role.
            confirm_above_usd: None: the factory's own setting.
        """
        ...


class Costs(Protocol):
    """What every video was made of, and what that cost."""

    def units(self, video_id: str) -> list[dict[str, Any]]:
        """Return every unit of work the video's newest stages used, with provider and cost."""
        ...

    def cost_usd(self, video_id: str) -> float:
        """Return what the video has cost: settled charges and those in doubt."""
        ...
