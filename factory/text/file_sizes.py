"""File sizes, as they are told: in pages, on a terminal and in reports."""

from typing import Final

UNITS: Final = ((1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "KB"))


def size_words(count: float) -> str:
    """Return a number of bytes as a person reads it: `1.4 GB`, `12 MB`, `0 MB`; what is there is never told as nothing."""
    for unit, name in UNITS:
        if count >= unit:
            told = count / unit
            return f"{told:.1f} {name}" if told < 10 else f"{told:,.0f} {name}"
    return "less than 1 KB" if count > 0 else "0 MB"
