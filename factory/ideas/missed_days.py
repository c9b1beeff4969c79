"""Missed days: which days the daily run missed, and for whom a day is left out, with the reason."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Final

from factory.channel.channel import Channel

MOST_MISSED: Final = 14
"""So many days back a missed one is noticed."""


def missed_days(today: date, planned: Collection[date]) -> Sequence[date]:
    """Return the days before today on which the daily run should have run and did not, the oldest first.

    Args:
        today: not missed yet.
        planned: days on which it ran; before the first of them nothing was missed.
    """
    if not planned:
        return ()
    first = max(min(planned), today - timedelta(days=MOST_MISSED + 1))
    days = (first + timedelta(days=n) for n in range(1, (today - first).days))
    return tuple(day for day in days if day not in planned)


def left_out(channel: Channel, day: date, *, missed: bool) -> str:
    """Say why nothing is proposed to a channel for a day; empty where something is.

    Args:
        channel: one with ideas.
        day: of the daily run.
        missed: whether it is over, and its run did not end.
    """
    if channel.ideas is None:
        return "it has no list of topics"
    name = channel.schedule.holiday(day) if channel.schedule else ""
    if name and not channel.ideas.on_holidays:
        return f"{day} is {name}, and the channel rests (`ideas: {{on_holidays: false}}`)"
    if missed and channel.ideas.missed_days == "skip":
        return (
            f"the daily run did not end on {day}, and the channel leaves such days out "
            "(`ideas: {missed_days: catch_up}` makes up for them)"
        )
    return ""
