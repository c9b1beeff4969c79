"""Age band: whether a new video does better or worse than others of its channel and format did at its age."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Final, Literal

import numpy as np

from factory.analytics.view_curve import OLDEST_DAYS, PEERS, ViewCurve
from factory.records import Payload

LEAST_PEERS: Final = 5
"""With fewer a band would say nothing."""
BAND: Final = (0.3, 0.5, 0.7)
YOUNGEST_DAYS: Final = 2
"""Younger figures are not complete."""

Verdict = Literal["too young", "too few to compare", "hold", "inspect", "prepare a change"]
"""`hold`: in its band or above; `inspect`: below it; `prepare a change`: below half of its lower
edge after a week."""


class AgeBand(Payload):
    """One video beside its peers; every number is ours, computed from the platform's."""

    video_id: str
    title: str
    outlet: str
    age_days: int
    views: float
    """Up to this age."""
    low: float | None
    middle: float | None
    high: float | None
    """What 30, 50 and 70 % of its peers had at most at this age."""
    peers: int
    verdict: Verdict


class AgeCurve(Payload):
    """A video's views added up by age in days, from 0, beside its peers'; the latter are ours."""

    video_id: str
    title: str
    outlet: str
    first_day: date
    """Of age 0."""
    views: tuple[float, ...]
    low: tuple[float, ...]
    middle: tuple[float, ...]
    high: tuple[float, ...]
    """What 30, 50 and 70 % of the peers had at most at each age; empty with too few of them."""
    peers: int


def age_curve(curves: Sequence[ViewCurve], day: date) -> AgeCurve | None:
    """Return the curve of the video that went out last, up to a day; None where there is none.

    Args:
        curves: of one channel at one outlet: of the newest video and its peers at least.
        day: the last that counts.
    """
    if not curves:
        return None
    ordered = sorted(curves, key=_newest_first)
    old_enough = (one for one in ordered if _known_age(one, day) >= YOUNGEST_DAYS)
    newest = next(old_enough, ordered[0])
    grown = [one for one in ordered if len(one.views) > OLDEST_DAYS and one is not newest]
    peers = [peer.views for peer in _peers(grown, newest)]
    low, middle, high = (
        np.quantile(np.array(peers), BAND, axis=0).tolist()
        if len(peers) >= LEAST_PEERS
        else ((), (), ())
    )
    return AgeCurve(
        video_id=newest.video_id,
        title=newest.title,
        outlet=newest.outlet,
        first_day=newest.begun,
        views=newest.views[: newest.age(day) + 1],
        low=tuple(low),
        middle=tuple(middle),
        high=tuple(high),
        peers=len(peers),
    )


def age_bands(curves: Sequence[ViewCurve], day: date) -> Sequence[AgeBand]:
    """Return the band of every video that is new on a day, each outlet apart.

    Args:
        curves: of every new video and of its peers.
        day: the last that counts.
    """
    alike: dict[tuple[str, str], list[ViewCurve]] = defaultdict(list)
    for one in curves:
        alike[one.channel, one.outlet].append(one)
    found: list[AgeBand] = []
    for own in alike.values():
        own.sort(key=_newest_first)
        new = [one for one in own if 0 <= one.age(day) <= OLDEST_DAYS]
        found += [_band(one, list(_peers(own, one)), _known_age(one, day)) for one in new]
    return sorted(found, key=lambda one: (one.video_id, one.outlet))


def _newest_first(one: ViewCurve) -> tuple[int, str]:
    return -one.begun.toordinal(), one.video_id


def _peers(curves: Sequence[ViewCurve], own: ViewCurve) -> Iterator[ViewCurve]:
    """Return the first of these, the newest first, that are older and of the same format."""
    older = (one for one in curves if one.format == own.format and one.begun < own.begun)
    return islice(older, PEERS)


def _known_age(one: ViewCurve, day: date) -> int:
    """Return its age on the day, or on the last before it that is known: what is not told yet is no stand-still."""
    return min(one.age(day), len(one.views) - 1)


def _band(own: ViewCurve, peers: Sequence[ViewCurve], age: int) -> AgeBand:
    views = own.views[age]
    at_age = [peer.views[age] for peer in peers if len(peer.views) > age]
    low: float | None = None
    middle: float | None = None
    high: float | None = None
    if len(at_age) >= LEAST_PEERS:
        low, middle, high = (float(value) for value in np.quantile(at_age, BAND))
    return AgeBand(
        video_id=own.video_id,
        title=own.title,
        outlet=own.outlet,
        age_days=age,
        views=views,
        low=low,
        middle=middle,
        high=high,
        peers=len(at_age),
        verdict=_verdict(views, low, age),
    )


def _verdict(views: float, low: float | None, age: int) -> Verdict:
    if age < YOUNGEST_DAYS:
        return "too young"
    if low is None:
        return "too few to compare"
    if views >= low:
        return "hold"
    return "prepare a change" if age >= 7 and views < low / 2 else "inspect"
