"""Days on which a platform began to count in another way: no line means the same before and after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True, slots=True)
class CountingChange:
    """One such day."""

    day: date
    outlet: str
    words: str


CHANGES: Final = (CountingChange(date(2026, 8, 24), "youtube", "every start is a view"),)
"""YouTube's revision history of 27 August 2026: a view counts from the first frame."""


def changes_between(outlet: str, first: date, last: date) -> Sequence[CountingChange]:
    """Return the changes that divide these days: after the first, up to the last."""
    return [one for one in CHANGES if one.outlet == outlet and first < one.day <= last]
