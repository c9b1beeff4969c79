"""Peer comparison: whether a new video does better or worse than others of its channel and format did at its age."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
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

VERDICT_WORDS: Final[Mapping[Verdict, str]] = {
    "prepare a change": "Prepare another title or thumbnail",
    "inspect": "Look at it",
    "hold": "Leave it as it is",
    "too few to compare": "Too few to compare it with",
    "too young": "Too young to say",
}
"""As people are told, the most urgent first."""


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
    """What 30, 50 and 70 % of the peers had at most at each age that all of them have reached; empty
    with too few of them."""
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
    age = _known_age(newest, day)
    peers = _peers(ordered, newest, age)
    low, middle, high = _bands(peers)
    return AgeCurve(
        video_id=newest.video_id,
        title=newest.title,
        outlet=newest.outlet,
        first_day=newest.begun,
        views=newest.views[: age + 1],
        low=low,
        middle=middle,
        high=high,
        peers=len(peers),
    )


def age_bands(curves: Sequence[ViewCurve], day: date) -> Sequence[AgeBand]:
    """Return the band of every video that is new on a day, each outlet apart, those that need somebody first.

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
        found += [_band(one, own, _known_age(one, day)) for one in new]
    return sorted(found, key=_most_urgent_first)


def _most_urgent_first(one: AgeBand) -> tuple[int, int, str, str]:
    needed = {"prepare a change": 0, "inspect": 1}.get(one.verdict, 2)
    return needed, one.age_days, one.video_id, one.outlet


def _newest_first(one: ViewCurve) -> tuple[int, str]:
    return -one.begun.toordinal(), one.video_id


def _peers(newest_first: Sequence[ViewCurve], own: ViewCurve, age: int) -> Sequence[ViewCurve]:
    """Return the newest that are older, of the same format and four weeks old; with too few of them, those as old as it."""
    older = [one for one in newest_first if one.format == own.format and one.begun < own.begun]
    grown = [one for one in older if len(one.views) > OLDEST_DAYS]
    reached = (one for one in older if len(one.views) > age)
    return grown[:PEERS] if len(grown) >= LEAST_PEERS else list(islice(reached, PEERS))


def _bands(peers: Sequence[ViewCurve]) -> Sequence[tuple[float, ...]]:
    """Return the lines of `BAND` by age, as far as all peers have come; empty ones with too few peers."""
    if len(peers) < LEAST_PEERS:
        return ((),) * len(BAND)
    shared = min(len(one.views) for one in peers)
    lines = np.quantile(np.array([one.views[:shared] for one in peers]), BAND, axis=0)
    return [tuple(line) for line in lines.tolist()]


def _known_age(one: ViewCurve, day: date) -> int:
    """Return its age on the day, or on the last before it that is known: what is not told yet is no stand-still."""
    return min(one.age(day), len(one.views) - 1)


def _band(own: ViewCurve, newest_first: Sequence[ViewCurve], age: int) -> AgeBand:
    views, peers = own.views[age], _peers(newest_first, own, age)
    low, middle, high = (line[age] if line else None for line in _bands(peers))
    return AgeBand(
        video_id=own.video_id,
        title=own.title,
        outlet=own.outlet,
        age_days=age,
        views=views,
        low=low,
        middle=middle,
        high=high,
        peers=len(peers),
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
