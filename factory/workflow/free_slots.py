"""Slots: the moments at which a channel's videos may go out, and which of them are free."""

from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from typing import Final

from factory.channel.slot_schedule import Schedule

HORIZON: Final = timedelta(days=366)
"""How far ahead a free slot is looked for."""


def slots_on(schedule: Schedule, outlet: str, first: date, last: date) -> Iterator[datetime]:
    """Yield the slots from one day to another in the channel's zone, both included, each once.

    A time that the clocks skip in spring is as much later; of one that comes twice in autumn the
    first is meant.

    Returns:
        Moments in UTC, in order.
    """
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        written = (
            datetime.combine(day, one, schedule.zone) for one in schedule.times_on(outlet, day)
        )
        yield from sorted({moment.astimezone(UTC) for moment in written})


def hindrance(schedule: Schedule, at: datetime, taken: Collection[datetime]) -> str:
    """Say why no video may go out at a moment; empty when one may.

    Args:
        schedule: the channel's.
        at: with a time zone.
        taken: when other videos of the channel go out, or went out, at the same outlet.
    """
    here = at.astimezone(schedule.zone)
    if name := schedule.holiday(here.date()):
        return f"{here:%Y-%m-%d} is {name}"
    spacing = timedelta(minutes=schedule.spacing_minutes)
    near = [one for one in taken if one == at or abs(one - at) < spacing]
    if near:
        said = f"{near[0].astimezone(schedule.zone):%Y-%m-%d %H:%M}"
        return (
            f"another video goes out at {said}, and {schedule.spacing_minutes} min lie between two"
        )
    that_day = [one for one in taken if one.astimezone(schedule.zone).date() == here.date()]
    if len(that_day) >= schedule.most_per_day:
        return f"{here:%Y-%m-%d} has {len(that_day)} videos already, {schedule.most_per_day} is the most"
    return ""


def free_slots(
    schedule: Schedule, outlet: str, after: datetime, taken: Collection[datetime]
) -> Iterator[datetime]:
    """Yield the slots after a moment that a video may take, the next first; within `HORIZON`."""
    first = after.astimezone(schedule.zone).date()
    there = slots_on(schedule, outlet, first, first + HORIZON)
    later = (slot for slot in there if slot > after)
    near = takewhile(lambda slot: slot <= after + HORIZON, later)
    return (slot for slot in near if not hindrance(schedule, slot, taken))
