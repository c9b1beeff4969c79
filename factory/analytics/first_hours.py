"""First hours: how a post begins, hour by hour, beside how its channel's others began."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Final

from factory.analytics.running_totals import Points, Reading, settled
from factory.records import Payload

HOURS: Final = 72
LEAST_PEERS: Final = 3
"""With fewer, half of them would say nothing."""
PEERS: Final = 10
"""The newest before it."""
LEAST_READINGS: Final = HOURS // 2
"""Of a peer: the middle of ever other posts would jump from hour to hour."""
WIDEST_HOURS: Final = 6.0
"""Between readings so far apart nothing is said: the first hours are no straight line."""


class Begun(Payload):
    """A post whose first hours were read."""

    video_id: str
    title: str
    channel: str
    outlet: str
    published_at: datetime


class FirstHours(Payload):
    """One post's views by age in hours; what its peers had is ours."""

    video_id: str
    title: str
    channel: str
    outlet: str
    published_at: datetime
    age_hours: float
    """Of the last reading; 72 at most."""
    views: tuple[tuple[float, float], ...]
    """Age in hours and views so far, from 0."""
    middle: tuple[tuple[float, float], ...]
    """What half of the peers had at most, at each whole hour; never less than an hour before, as no sum of
    views is; empty with too few of them."""
    peers: int

    def is_young(self, now: datetime) -> bool:
        """Whether it is read each hour still."""
        return now - self.published_at <= timedelta(hours=HOURS)

    def alone(self) -> "FirstHours":
        """Return it without what is computed of its peers."""
        return self.model_copy(update={"middle": (), "peers": 0})

    @property
    def now(self) -> float:
        """Views at the last reading."""
        return self.views[-1][1]

    @property
    def usual(self) -> float | None:
        """What half of the peers had at most at that age; None where nothing can be said."""
        return _at(self.middle, self.age_hours)


def first_hours(
    posts: Sequence[Begun], readings: Mapping[tuple[str, str], Sequence[Reading]]
) -> Sequence[FirstHours]:
    """Return every post's first hours, the newest post first.

    Args:
        posts: with those that they are compared with.
        readings: of each video and outlet, the oldest first.
    """
    curves = {
        (post.video_id, post.outlet): _curve(readings.get((post.video_id, post.outlet), ()), post)
        for post in posts
    }
    newest = sorted(posts, key=lambda post: post.published_at, reverse=True)
    found: list[FirstHours] = []
    for place, post in enumerate(newest):
        own = curves[post.video_id, post.outlet]
        if len(own) < 2:
            continue
        others = [
            curves[one.video_id, one.outlet]
            for one in newest[place + 1 :]
            if (one.channel, one.outlet) == (post.channel, post.outlet)
        ]
        peers = [other for other in others if _is_whole(other)][:PEERS]
        found.append(
            FirstHours(
                video_id=post.video_id,
                title=post.title,
                channel=post.channel,
                outlet=post.outlet,
                published_at=post.published_at,
                age_hours=own[-1][0],
                views=own,
                middle=_middle(peers),
                peers=len(peers),
            )
        )
    return found


def _curve(readings: Sequence[Reading], post: Begun) -> tuple[tuple[float, float], ...]:
    line: Points = settled(readings, post.published_at, "views")
    ages = ((_hours(moment - post.published_at), value) for moment, value in line)
    return tuple((age, value) for age, value in ages if age <= HOURS)


def _is_whole(peer: Sequence[tuple[float, float]]) -> bool:
    """Whether a peer was read often and to the end: one that leaves the line half-way would bend it."""
    return len(peer) >= LEAST_READINGS and peer[-1][0] >= HOURS - WIDEST_HOURS


def _middle(peers: Sequence[Sequence[tuple[float, float]]]) -> tuple[tuple[float, float], ...]:
    found: list[tuple[float, float]] = []
    for hour in range(HOURS + 1):
        known = [value for peer in peers if (value := _at(peer, hour)) is not None]
        if len(known) >= LEAST_PEERS:
            before = found[-1][1] if found else 0.0
            found.append((float(hour), max(before, float(median(known)))))
    return tuple(found)


def _at(curve: Sequence[tuple[float, float]], hour: float) -> float | None:
    for (before, low), (after, high) in pairwise(curve):
        if before <= hour <= after and after - before <= WIDEST_HOURS:
            return low + (hour - before) / (after - before) * (high - low)
    return None


def _hours(span: timedelta) -> float:
    return round(span.total_seconds() / 3600, 2)
