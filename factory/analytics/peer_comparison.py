"""Age band: whether a new video does better or worse than others of its channel and format did at its age."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Literal

import numpy as np

from factory.analytics.measured_video import MeasuredVideo
from factory.records import Payload

if TYPE_CHECKING:
    import pandas as pd  # whoever makes no figure of a day does without it: it takes seconds to load

LEAST_PEERS = 5
"""With fewer a band would say nothing."""
PEERS = 20
"""The newest before it: what a channel was years ago is no measure."""
BAND = (0.3, 0.5, 0.7)
PEER_DAYS = 365
"""How far back figures of peers are read."""
YOUNGEST_DAYS, OLDEST_DAYS = 2, 28
"""Younger figures are not complete; after four weeks it is new no more."""

Verdict = Literal["too young", "too few to compare", "hold", "inspect", "prepare a change"]
"""`hold`: in its band or above; `inspect`: below it; `prepare a change`: below half of its lower
edge after a week."""


class AgeBand(Payload):
    """One video beside its peers; every number is ours, computed from the platform's."""

    video_id: str
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
    outlet: str
    first_day: date
    """Of age 0."""
    views: tuple[float, ...]
    low: tuple[float, ...]
    middle: tuple[float, ...]
    high: tuple[float, ...]
    """What 30, 50 and 70 % of the peers had at most at each age; empty with too few of them."""
    peers: int


def age_curve(
    frame: pd.DataFrame, videos: Sequence[MeasuredVideo], video_id: str, outlet: str, day: date
) -> AgeCurve | None:
    """Return one video's curve up to a day and four weeks at most; None where nothing is known of it."""
    import pandas as pd

    of = {video.video_id: video for video in videos}
    rows = frame[frame["outlet"] == outlet]
    begun = _begun(rows, of)
    if video_id not in begun or pd.Timestamp(day) < begun[video_id]:
        return None
    older = _peers(begun, of, video_id)
    wanted = rows[rows["video_id"].isin([video_id, *older])]
    curves = _curves(wanted, begun, rows["day"].max())
    curve = curves[video_id]
    age = min((pd.Timestamp(day) - curve.index[0]).days, OLDEST_DAYS, len(curve) - 1)
    peers = [curves[name] for name in older if len(curves[name]) > OLDEST_DAYS]
    rows = [peer.iloc[: OLDEST_DAYS + 1].to_numpy() for peer in peers]
    low, middle, high = (
        np.quantile(np.stack(rows), BAND, axis=0).tolist()
        if len(rows) >= LEAST_PEERS
        else ((), (), ())
    )
    return AgeCurve(
        video_id=video_id,
        outlet=outlet,
        first_day=curve.index[0].date(),
        views=tuple(float(value) for value in curve.iloc[: age + 1]),
        low=tuple(low),
        middle=tuple(middle),
        high=tuple(high),
        peers=len(peers),
    )


def age_bands(frame: pd.DataFrame, videos: Sequence[MeasuredVideo], day: date) -> Sequence[AgeBand]:
    """Return the band of every video that is new on a day, each outlet apart.

    Args:
        frame: see `daily_frame`; from the first day of every peer.
        videos: all there are.
        day: the last that counts.
    """
    of = {video.video_id: video for video in videos}
    found: list[AgeBand] = []
    for outlet, rows in frame.groupby("outlet"):
        begun = _begun(rows, of)
        new = [name for name, first in begun.items() if 0 <= _age(first, day) <= OLDEST_DAYS]
        peers = {name: _peers(begun, of, name) for name in new}
        wanted = {*new, *(peer for names in peers.values() for peer in names)}
        curves = _curves(rows[rows["video_id"].isin(wanted)], begun, rows["day"].max())
        for name in new:
            older = [curves[peer] for peer in peers[name]]
            found.append(_band(name, str(outlet), curves[name], older, _age(begun[name], day)))
    return sorted(found, key=lambda one: (one.video_id, one.outlet))


def _age(first: pd.Timestamp, day: date) -> int:
    """Return a video's age on a day."""
    return (day - first.date()).days


def _begun(rows: pd.DataFrame, of: Mapping[str, MeasuredVideo]) -> dict[str, pd.Timestamp]:
    """Return the first day of each video, the newest first: of its post, or of its figures if earlier."""
    import pandas as pd

    first: dict[str, pd.Timestamp] = {}
    for name, day in rows.groupby("video_id")["day"].min().items():
        posted = of[str(name)].published_at
        first[str(name)] = min(day, pd.Timestamp(posted.date())) if posted else day
    return dict(sorted(first.items(), key=lambda one: one[1], reverse=True))


def _curves(
    rows: pd.DataFrame, begun: Mapping[str, pd.Timestamp], last: pd.Timestamp
) -> dict[str, pd.Series]:
    """Return the views of each video added up, by day from its first to the last."""
    import pandas as pd

    summed = rows.groupby(["video_id", "day"])["views"].sum()
    return {
        str(name): views.droplevel("video_id")
        .reindex(pd.date_range(begun[str(name)], last), fill_value=0.0)
        .cumsum()
        for name, views in summed.groupby("video_id")
    }


def _peers(
    begun: Mapping[str, pd.Timestamp], of: Mapping[str, MeasuredVideo], video_id: str
) -> list[str]:
    """Return the newest older videos of the same channel and format, the newest first."""
    own, first = of[video_id], begun[video_id]
    older = (
        name
        for name in begun
        if (of[name].channel, of[name].format) == (own.channel, own.format) and begun[name] < first
    )
    return list(islice(older, PEERS))


def _band(
    video_id: str, outlet: str, curve: pd.Series, peers: Sequence[pd.Series], age: int
) -> AgeBand:
    views = float(curve.iloc[min(age, len(curve) - 1)])
    at_age = [float(peer.iloc[age]) for peer in peers if len(peer) > age]
    if len(at_age) < LEAST_PEERS:
        low, middle, high = None, None, None
    else:
        low, middle, high = (float(value) for value in np.quantile(at_age, BAND))
    return AgeBand(
        video_id=video_id,
        outlet=outlet,
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
