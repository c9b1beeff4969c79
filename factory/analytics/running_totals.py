"""Running totals: what a platform has counted of a post since it went out, and the days they make.

TikTok and Instagram tell nothing of single days. Their totals are read from hour to hour, and a day
is what was added between one midnight and the next.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import accumulate, pairwise
from typing import Final

from factory.analytics.figures import Figures
from factory.records import Payload
from factory.workflow.platform_days import beginning_of, platform_day

COUNTS: Final = ("views", "likes", "comments", "shares", "reach", "saves", "interactions")
"""The figures that have running totals."""
FROM_TOTALS: Final = "running totals of "
"""What the source of a day begins with that is the difference of two totals."""
MONOTONE: Final = frozenset({"views", "reach"})
"""What a platform takes back of these it had counted wrongly, so it is taken from the days on which it
was counted. A like that is taken back is a fact of the day on which that happened."""
WIDEST_GAP: Final = timedelta(hours=30)
"""Between two readings so far apart, midnight lies on the line from one to the other; a machine that
is off at night is read twice a day. Farther apart, the days in between are unknown."""

Points = Sequence[tuple[datetime, float]]


class Reading(Payload):
    """What a platform said of one post at one moment."""

    video_id: str
    outlet: str
    read_at: datetime
    counts: Figures
    """Of `COUNTS`, since the post went out."""


def days_of(
    readings: Sequence[Reading], published_at: datetime, days: Iterable[date]
) -> Iterator[tuple[date, Figures]]:
    """Yield what was added on each of these days; a day that nobody can know is left out.

    Args:
        readings: of one post at one outlet, the oldest first; from before the first day, or from
            the beginning.
        published_at: when it went out: then it had nothing.
        days: of the platform, which begin at midnight on the Pacific coast.
    """
    lines = {name: settled(readings, published_at, name) for name in COUNTS}
    for day in days:
        if day < platform_day(published_at):
            continue
        begins = max(published_at, beginning_of(day))
        ends = beginning_of(day + timedelta(days=1))
        added = {
            name: value
            for name, line in lines.items()
            if (value := _added(line, begins, ends)) is not None
        }
        if added:
            yield day, Figures.model_validate(added)


def settled(readings: Sequence[Reading], published_at: datetime, name: str) -> Points:
    """Return one total by time, from nothing when the post went out, without what was read wrongly.

    A total below the one before it stands only if the next reading is below that, too: platforms
    answer from many machines, of which some are behind.
    """
    told = [
        (reading.read_at, value)
        for reading in readings
        if (value := getattr(reading.counts, name)) is not None and reading.read_at > published_at
    ]
    if not told:
        return ()
    kept: list[tuple[datetime, float]] = [(published_at, 0.0)]
    for (moment, value), after in zip(told, [*told[1:], None], strict=True):
        highest = kept[-1][1]
        if value >= highest or (after is not None and after[1] < highest):
            kept.append((moment, value))
    if name not in MONOTONE:
        return kept
    least = list(accumulate((value for _, value in reversed(kept)), min))
    return [(moment, value) for (moment, _), value in zip(kept, reversed(least), strict=True)]


def total_at(line: Points, moment: datetime) -> float | None:
    """Return a total at a moment, on the line between the readings around it; None where unknown."""
    for (before, low), (after, high) in pairwise(line):
        if before <= moment <= after:
            if after - before > WIDEST_GAP and moment not in (before, after):
                return None
            share = (moment - before) / (after - before) if after > before else 1.0
            return low + share * (high - low)
    return None


def _added(line: Points, begins: datetime, ends: datetime) -> float | None:
    first, last = total_at(line, begins), total_at(line, ends)
    if first is None or last is None:
        return None
    # Whole totals are subtracted, so that the days of a post add up to what it has.
    return float(round(last) - round(first))
