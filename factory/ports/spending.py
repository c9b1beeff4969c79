"""Spending: limits, prices agreed to, and vendors left alone."""

from typing import Protocol

from factory.money.estimate import Estimate


class Budgets(Protocol):
    """Spending limits, seen by whoever starts launches."""

    def wake(self) -> int:
        """Let launches go on whose limit has room again; return how many."""
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


class Circuits(Protocol):
    """Vendors that are being left alone because they failed again and again."""

    def is_open(self, provider: str) -> bool:
        """Whether this vendor is being left alone now."""
        ...
