"""Planned days: which channels a day is for, and telling aloud whom it leaves out or makes up for."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from factory.ideas.missed_days import left_out
from factory.ports import Channels, Events
from factory.workflow import events as topics

MISSED_DAYS: Final = "factory/missed_days"
"""Tag of a run: days that the daily run missed, `2026-11-20 2026-11-21`."""


def missed_in(tags: Mapping[str, str]) -> tuple[date, ...]:
    """Return the missed days that a run makes up for, the oldest first."""
    return tuple(map(date.fromisoformat, tags.get(MISSED_DAYS, "").split()))


def announce_day(
    day: date, channels: Channels, events: Events, *, missed: bool
) -> Mapping[str, str]:
    """Return the channels that a day leaves out, each with the reason; tell of it, and of what is made up for."""
    out: dict[str, str] = {}
    for channel in channels.all().values():
        if channel.ideas is None:
            continue
        told = {"day": str(day), "channel": channel.name}
        if why := left_out(channel, day, missed=missed):
            out[channel.name] = why
            events.announce(topics.IDEAS_NOT_PROPOSED, None, {**told, "why": why})
        elif missed:
            events.announce(topics.IDEAS_CAUGHT_UP, None, told)
    return out
