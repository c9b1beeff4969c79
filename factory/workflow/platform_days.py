"""Days of the platforms: YouTube's begin, and its quotas begin anew, at midnight on the Pacific coast."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from factory.errors import BadInput

PLATFORM_ZONE: Final = "America/Los_Angeles"
"""Quotas of Google's APIs: developers.google.com/youtube/v3/getting-started. Days of other platforms are
taken as they are told."""
PACIFIC: Final = ZoneInfo(PLATFORM_ZONE)
YEARS: Final = range(2000, 2100)
"""Whose days are meant: those around them can be counted with, too."""


def check_day(day: date) -> date:
    """Return a day that anybody means.

    Raises:
        BadInput: it lies outside `YEARS`.
    """
    if day.year not in YEARS:
        raise BadInput(f"the day {day}: wanted one of {YEARS[0]}-01-01 to {YEARS[-1]}-12-31")
    return day


def platform_day(moment: datetime) -> date:
    """Return the platform's day of a moment with a time zone, any."""
    return moment.astimezone(PACIFIC).date()


def beginning_of(day: date) -> datetime:
    """Return when a platform's day begins."""
    return datetime.combine(day, time(), PACIFIC)


def next_midnight(now: datetime) -> datetime:
    """Return when the platform's day of a moment is over, in UTC.

    Args:
        now: with a time zone, any.
    """
    return beginning_of(platform_day(now) + timedelta(days=1)).astimezone(UTC)
