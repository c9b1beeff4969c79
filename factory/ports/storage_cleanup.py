"""Retention: what may be removed after a while, and how much of it there is."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Removable:
    """How much of one kind is due, or was removed."""

    count: int = 0
    bytes: int = 0
    waiting: int = 0
    """Of them, how many stay until the videos that are being made now are done."""


class Cleaner(Protocol):
    """Finds and removes one kind of file or row that nobody needs any more."""

    @property
    def kind(self) -> str:
        """`scratch`, `intermediates`, ..."""
        ...

    @property
    def about(self) -> str:
        """What that is, for people."""
        ...

    def due(self, days: float) -> Removable:
        """Return how much would be removed now; changes nothing.

        Args:
            days: since when nobody needs it.
        """
        ...

    def clean(self, days: float) -> Removable:
        """Remove what is due, as far as nobody may be at it; killed in the middle, call it again."""
        ...


@dataclass(frozen=True, slots=True)
class StorageNeed:
    """What a month takes at the rate of the last thirty days."""

    videos: int
    bytes: int
    intermediate_bytes: int
    """Of them, what `intermediates` removes again."""
