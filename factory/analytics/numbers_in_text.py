"""Numbers as spreadsheets of platforms write them."""

import re

from factory.documents.error_words import shown

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII)
_CLOCK = re.compile(r"(?:(\d{1,6}):)?([0-5]?\d):([0-5]\d)", re.ASCII)
ABSENT = frozenset({"", "-", "--", "—", "n/a", "N/A"})
"""How a platform says that it does not say."""
LARGEST = 1e15


def number_in(text: str) -> float | None:
    """Return a number such as `1,234`, `12.5` or `-3`; None where nothing is said.

    Raises:
        ValueError: it is something else; the message says what was found and wanted.
    """
    written = text.strip()
    if written in ABSENT:
        return None
    if not _NUMBER.fullmatch(written):
        raise ValueError(f"{shown(written)} is no number; wanted one such as 1234 or 12.5")
    value = float(written.replace(",", ""))
    if abs(value) > LARGEST:
        raise ValueError(f"{shown(written)} is too large to be meant")
    return value


def share_in(text: str) -> float | None:
    """Return a percentage such as `4.5` or `4.5%` as a share, 0.045; None where nothing is said."""
    value = number_in(text.strip().removesuffix("%"))
    return None if value is None else value / 100


def seconds_in(text: str) -> float | None:
    """Return a clock such as `0:04:31`, or seconds, as seconds; None where nothing is said."""
    if clock := _CLOCK.fullmatch(text.strip()):
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        return float(hours * 3600 + minutes * 60 + seconds)
    return number_in(text)
