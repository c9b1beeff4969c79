"""A channel's schedule: at which times of its week, in its time zone, videos go out, and which days are left out."""

import re
from collections.abc import Iterator
from datetime import date, time
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field

from factory.channel.public_holidays import PLACE, holidays_in, is_known
from factory.documents.error_words import not_allowed, one_of
from factory.records import Payload

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""In the order of `datetime.date.weekday`."""
DAILY: Final = "daily"
"""In place of a weekday: of every day that is not named itself."""
TIME = re.compile(r"([01]?\d|2[0-3]):[0-5]\d")
EVERY_YEAR = re.compile(r"(\d\d)-(\d\d)")
LEAP_YEAR: Final = 2028


class Schedule(Payload):
    """When a channel's videos go out; without slots for an outlet they go out there at once."""

    time_zone: str = "UTC"
    """An IANA name: `Europe/Berlin`. Its clocks are followed through summer and winter time."""
    slots: dict[str, dict[str, tuple[str, ...]]] = Field(
        default_factory=dict[str, dict[str, tuple[str, ...]]]
    )
    """Times of day, `18:00`, by outlet and by weekday; `daily` serves days that are not named."""
    spacing_minutes: int = Field(default=0, ge=0, le=7 * 24 * 60)
    """At least so long between two videos of the channel at one outlet."""
    most_per_day: int = Field(default=100, ge=1, le=100)
    """At one outlet, from midnight to midnight in the channel's zone."""
    holidays: tuple[str, ...] = ()
    """Days on which nothing goes out: `2026-12-24`, `12-24` of every year, or the public holidays of a
    country or a part of it: `US`, `DE-BY`."""
    confirm: bool = False
    """Whether a person confirms each video's time; that is apart from approving the video."""
    late_minutes: int = Field(default=60, ge=1, le=24 * 60)
    """Later than this a video takes the next free slot instead."""

    @property
    def zone(self) -> ZoneInfo:
        """The zone."""
        return ZoneInfo(self.time_zone)

    def holiday(self, day: date) -> str:
        """Return what a holiday is called: `Christmas Day (US)`; empty on a day that is none."""
        if day.isoformat() in self.holidays or f"{day:%m-%d}" in self.holidays:
            return "a holiday of the channel"
        places = (one for one in self.holidays if PLACE.fullmatch(one))
        named = ((holidays_in(one, day.year).get(day), one) for one in places)
        return next((f"{name} ({place})" for name, place in named if name), "")

    def times_on(self, outlet: str, day: date) -> tuple[time, ...]:
        """Return the times of a day, by its clocks; none on a holiday."""
        if self.holiday(day):
            return ()
        week = self.slots.get(outlet, {})
        written = week.get(WEEKDAYS[day.weekday()], week.get(DAILY, ()))
        return tuple(time.fromisoformat(one.zfill(5)) for one in written)


def schedule_problems(schedule: Schedule | None, outlets: tuple[str, ...]) -> Iterator[str]:
    """Yield what is wrong with a channel's schedule."""
    if schedule is None:
        return
    try:
        ZoneInfo(schedule.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # the last two: no name at all
        wanted = "a zone such as Europe/Berlin or America/New_York"
        yield not_allowed("schedule.time_zone", schedule.time_zone, wanted)
    for outlet, week in schedule.slots.items():
        key = f"schedule.slots.{outlet}"
        if outlet not in outlets:
            yield not_allowed(key, outlet, one_of(outlet, outlets))
        for day, times in week.items():
            if day not in (*WEEKDAYS, DAILY):
                yield not_allowed(key, day, one_of(day, (*WEEKDAYS, DAILY)))
            for one in times:
                if not TIME.fullmatch(one):
                    yield not_allowed(f"{key}.{day}", one, "times such as 18:00")
    for day in schedule.holidays:
        if not _is_a_day(day) and not (PLACE.fullmatch(day) and is_known(day)):
            wanted = "days such as 2026-12-24 or 12-24, or countries such as US or DE-BY"
            yield not_allowed("schedule.holidays", day, wanted)


def _is_a_day(written: str) -> bool:
    whole = f"{LEAP_YEAR}-{written}" if EVERY_YEAR.fullmatch(written) else written
    try:
        return date.fromisoformat(whole).isoformat() == whole
    except ValueError:
        return False
