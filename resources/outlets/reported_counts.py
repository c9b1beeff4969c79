"""Counts that a platform tells, checked before anything of them is believed."""

from collections.abc import Mapping
from typing import Any, Final

from factory.analytics.figures import Figures
from factory.documents.error_words import shown

MOST: Final = 1e15


def counts_of(told: Mapping[str, Any], names: Mapping[str, str]) -> Figures:
    """Return the counts that were told; one that is left out is unknown, and no zero.

    Args:
        told: by the platform's names.
        names: what these are here.

    Raises:
        ValueError, TypeError: one is no count; the message says what was found.
    """
    found = {ours: whole(told[theirs]) for theirs, ours in names.items() if theirs in told}
    return Figures.model_validate(found)


def whole(value: object) -> float:
    """Return a count, of 0 or more.

    Raises:
        ValueError, TypeError: it is none.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{shown(str(value))} is no count")
    if not 0 <= value <= MOST:
        raise ValueError(f"{value:g} is no count that can be meant")
    return float(value)
