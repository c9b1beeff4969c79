"""How pages say times, lengths, sums and numbers: one way for each."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from markupsafe import Markup, escape

from factory.money.dollars import dollars

WEEK_DAYS: Final = 6


_LINE: Final = re.compile(r"line \d+: ")
_TYPED: Final = re.compile("`([^`\n]+)`")


def length(seconds: float | None) -> str:
    """Return a length as 0:50, 16:42 or 1:15:00; a dash where nobody knows."""
    if seconds is None:
        return "–"
    whole = round(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"


def span(seconds: float) -> str:
    """Return how long something takes or waits: 12 s, 1 min 20 s, 5 h 12 min, 3 days."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min {rest} s" if rest and minutes < 10 else f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    return f"{hours // 24} days"


def watched(seconds: float | None) -> str:
    """Return how long viewers watched, all together: 12 s, 34 min, 5.2 h, 1,204 h; a dash where nobody knows."""
    if seconds is None:
        return "–"
    if seconds < 3600:
        return span(seconds)
    hours = seconds / 3600
    return f"{hours:,.0f} h" if hours >= 100 else f"{hours:.1f} h"


def waited(since: datetime | None, now: datetime) -> str:
    """Return how long ago something was."""
    return span((now - since).total_seconds()) if since else "–"


def money(usd: float | None) -> str:
    """Return a sum to the cent; a dash where nobody knows."""
    return "–" if usd is None else dollars(usd)


def moment(when: datetime | None, now: datetime | None = None) -> str:
    """Return a time of this machine's zone: 21:04 today, Thu 14:11 this week, 27 Nov, 27 Nov 2025."""
    if when is None:
        return "–"
    here = when.astimezone()
    today = (now or datetime.now(UTC)).astimezone()
    days = (today.date() - here.date()).days
    if days == 0:
        return f"{here:%H:%M}"
    if abs(days) <= WEEK_DAYS:
        return f"{here:%a %H:%M}"
    return f"{here.day} {here:%b}" if here.year == today.year else f"{here.day} {here:%b %Y}"


def whole(number: float | None) -> str:
    """Return a count in full, 122,119; a dash where nobody knows."""
    return "–" if number is None else f"{number:,.0f}"


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: `1 video`, `3 videos`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(words: Iterable[str]) -> str:
    """Return words as a sentence lists them: `the outbox, YouTube and TikTok`."""
    *most, last = [*words] or [""]
    return f"{', '.join(most)} and {last}" if most else last


def said_of(problem: str, key: str) -> bool:
    """Whether a problem of a file is about a key, one above it or one below it."""
    about = _LINE.sub("", problem).partition(":")[0]
    return f"{key}.".startswith(f"{about}.") or about.startswith(f"{key}.")


def without_key(problem: str) -> str:
    """Return a problem as it stands beside the field that it is about."""
    return _LINE.sub("", problem).partition(": ")[2] or problem


def typed(words: str) -> Markup:
    """Return words with what one types, `factory up`, set as such; all else is escaped."""
    return Markup(_TYPED.sub(r"<code>\1</code>", str(escape(words))))
