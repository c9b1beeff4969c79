"""Unneeded files: removed by every cleaner after as many days as a setting says."""

from collections.abc import Iterator, Sequence
from typing import Final

from factory.ports import Cleaner, Removable

SETTING: Final = "clean_after_days"
"""0: nothing is cleaned by itself."""


def clean(cleaners: Sequence[Cleaner], days: float) -> Iterator[tuple[Cleaner, Removable]]:
    """Let every cleaner remove what is due after so many days; none where they are 0."""
    for cleaner in cleaners if days > 0 else ():
        yield cleaner, cleaner.clean(days)
