"""Lengths of time as people write them: `8h`, `90 min`, `1 h 30 min`, `1:30:00`."""

import re

WANTED = "such as 8h, 90 min, 1 h 30 min or 1:30:00"

_NUMBER = r"(\d{1,6}(?:\.\d{1,3})?)"
_UNITS = re.compile(
    rf"(?:{_NUMBER} ?(?:h|hours?) ?)?"
    rf"(?:{_NUMBER} ?(?:m|min|minutes?) ?)?"
    rf"(?:{_NUMBER} ?(?:s|sec|seconds?))?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d):([0-5]\d)")


def seconds_of(text: str) -> float | None:
    """Return the length in seconds; None when it is not written in one of these ways."""
    written = " ".join(text.split())
    found = _CLOCK.fullmatch(written) or _UNITS.fullmatch(written)
    if not written or not found:
        return None
    hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + seconds


def as_written(seconds: float) -> str:
    """Return a length as a person would write it, to the second: `8 h`, `1 h 5 min`, `59.9 s`."""
    if seconds < 60:
        return f"{seconds:g} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "h"), (minutes, "min"), (rest, "s")]
    return " ".join(f"{count} {unit}" for count, unit in parts if count)
