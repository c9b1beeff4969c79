"""Age band: whether a new video does better or worse than others of its channel and format did at its age."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
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
    curves = _curves(frame[frame["outlet"] == outlet], of)
    curve = curves.get(video_id)
    if curve is None or pd.Timestamp(day) < curve.index[0]:
        return None
    age = min((pd.Timestamp(day) - curve.index[0]).days, OLDEST_DAYS, len(curve) - 1)
    peers = [one for one in _peers(curves, of, video_id) if len(one) > OLDEST_DAYS]
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
    import pandas as pd

    of = {video.video_id: video for video in videos}
    found: list[AgeBand] = []
    for outlet, rows in frame.groupby("outlet"):
        curves = _curves(rows, of)
        for video_id, curve in curves.items():
            age = (pd.Timestamp(day) - curve.index[0]).days
            if 0 <= age <= OLDEST_DAYS:
                peers = _peers(curves, of, video_id)
                found.append(_band(video_id, str(outlet), curve, peers, age))
    return sorted(found, key=lambda one: (one.video_id, one.outlet))


def _curves(rows: pd.DataFrame, of: Mapping[str, MeasuredVideo]) -> dict[str, pd.Series]:
    """Return the views of each video added up, by day from its first."""
    import pandas as pd

    table = rows.pivot_table(index="day", columns="video_id", values="views", aggfunc="sum")
    curves: dict[str, pd.Series] = {}
    for video_id in table.columns:
        views = table[video_id].dropna()
        begun = views.index.min()
        if posted := of[video_id].published_at:
            begun = min(begun, pd.Timestamp(posted.date()))
        days = pd.date_range(begun, table.index.max())
        curves[str(video_id)] = views.reindex(days, fill_value=0.0).cumsum()
    return curves


def _peers(
    curves: Mapping[str, pd.Series], of: Mapping[str, MeasuredVideo], video_id: str
) -> list[pd.Series]:
    """Return the curves of the newest older videos of the same channel and format."""
    own, first = of[video_id], curves[video_id].index[0]
    older = [
        curve
        for name, curve in curves.items()
        if (of[name].channel, of[name].format) == (own.channel, own.format)
        and curve.index[0] < first
    ]
    return sorted(older, key=lambda curve: curve.index[0], reverse=True)[:PEERS]


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
