"""Outliers: videos whose first week was far from that of those which went out around them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import log
from statistics import median
from typing import Final

from factory.analytics.measured_video import FirstWeek, MeasuredVideo
from factory.records import Payload

NEIGHBOURS: Final = 10
"""Half of them before it and half after, where there are so many."""
LEAST_NEIGHBOURS: Final = 5
FAR: Final = 2.0
"""Twice as many views as its neighbours' middle, or half as many."""
SHOWN: Final = 8


class Outlier(Payload):
    """One of them; its factor is ours, not the platform's."""

    video_id: str
    title: str
    views: float
    """Of its first week."""
    usual: float
    """The middle of its neighbours', of the same format."""
    times: float
    neighbours: int


def outliers(weeks: Sequence[FirstWeek], videos: Sequence[MeasuredVideo]) -> Sequence[Outlier]:
    """Return those farthest from their neighbours, the farthest first.

    Args:
        weeks: of one channel at one outlet.
        videos: that they are of.
    """
    known = {one.video_id: one for one in videos}
    by_format: dict[str, list[FirstWeek]] = defaultdict(list)
    for week in sorted(weeks, key=lambda one: (one.first_day, one.video_id)):
        if week.video_id in known:
            by_format[known[week.video_id].format].append(week)
    found = [one for row in by_format.values() for one in _far(row, known)]
    found.sort(key=lambda one: (-abs(log(max(one.times, 1e-3))), one.video_id))
    return found[:SHOWN]


def _far(row: Sequence[FirstWeek], known: dict[str, MeasuredVideo]) -> Iterator[Outlier]:
    for place, week in enumerate(row):
        first = max(0, min(place - NEIGHBOURS // 2, len(row) - 1 - NEIGHBOURS))
        around = [one for one in row[first : first + NEIGHBOURS + 1] if one is not week]
        usual = median(one.views for one in around) if len(around) >= LEAST_NEIGHBOURS else 0.0
        if usual <= 0:
            continue
        times = week.views / usual
        if times >= FAR or times <= 1 / FAR:
            yield Outlier(
                video_id=week.video_id,
                title=known[week.video_id].title,
                views=week.views,
                usual=usual,
                times=times,
                neighbours=len(around),
            )
