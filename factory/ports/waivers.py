"""Waivers: what named people answer for."""

from typing import Protocol

from factory.rules.waiver import Waiver


class Waivers(Protocol):
    """What was waived of every video."""

    def of(self, video_id: str) -> tuple[Waiver, ...]:
        """Return a video's waivers, oldest first."""
        ...

    def record(self, waiver: Waiver) -> None:
        """Record one; for the same matter twice is once."""
        ...
