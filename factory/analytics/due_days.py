"""Due days: which days' figures are asked for, how late, for how long, and how often those of a young post."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Final

TOLD_AFTER_DAYS: Final = 2
"""YouTube is done with a day after 48 to 72 hours; before that nobody need ask."""
LATE_DAYS: Final = 5
"""So many days longer its figures still change."""
MISSED_DAYS: Final = 60
"""So far back a day that is missing is caught up: bulk reports are kept no longer."""
MOST_AT_ONCE: Final = 20
YOUNG: Final = timedelta(hours=72)
"""So long a post is read each hour: then its first days can be drawn, and YouTube tells of its first."""
READ_FOR: Final = timedelta(days=365)
"""Whoever wants a day's figures of an older post takes in an export."""
RECENT: Final = timedelta(minutes=45)
"""A reading so young stands for this hour's."""


def due_days(today: date, first_post: date, made: Collection[date]) -> Sequence[date]:
    """Return the days to be asked for this morning, the oldest first.

    Args:
        today: the platform's day.
        first_post: before it there is nothing to ask for.
        made: days that are there already.
    """
    newest = today - timedelta(days=TOLD_AFTER_DAYS)
    changing = [newest - timedelta(days=back) for back in range(LATE_DAYS + 1)]
    missed = [
        day
        for back in range(LATE_DAYS + 1, MISSED_DAYS)
        if (day := newest - timedelta(days=back)) not in made
    ]
    due = [day for day in (*changing, *missed) if day >= first_post]
    return sorted(due[:MOST_AT_ONCE])
