"""What analytics says of a day, as rows of plain values."""

from collections.abc import Mapping, Sequence
from datetime import date

from factory.analytics.channel_days import ChannelDay
from factory.analytics.cost_and_return import CostAndReturn
from factory.analytics.figures import COUNTED, METRICS, Observation
from factory.analytics.kind_performance import Performance
from factory.analytics.peer_comparison import AgeBand
from factory.analytics.video_kinds import kind_words

OURS = "computed here, not by the platform"
"""Said beside every number that no platform told."""
SHOWN = 100
"""Rows in a table of Dagster's; the desk and `factory figures` have all of them."""

Row = dict[str, str | int | float | bool]


def observed(rows: Sequence[Observation]) -> list[Row]:
    """Return the videos of a day, those with most views first; an unknown figure is left empty."""
    most = sorted(rows, key=lambda one: (-(one.figures.views or 0), one.video_id))
    return [
        {
            "video": one.video_id,
            "outlet": one.outlet,
            **{name: _shown(getattr(one.figures, name)) for name in METRICS},
            "revision": one.revision,
            "source": one.source,
        }
        for one in most[:SHOWN]
    ]


def totals(rows: Sequence[Observation]) -> Mapping[str, float]:
    """Return the sums of a day for each outlet, `youtube: views`; outlets are never added."""
    sums: dict[str, float] = {}
    for one in rows:
        for name in COUNTED:
            if (value := getattr(one.figures, name)) is not None:
                key = f"{one.outlet}: {name}"
                sums[key] = sums.get(key, 0.0) + value
    return dict(sorted(sums.items()))


def days_of_channels(days: Sequence[ChannelDay]) -> list[Row]:
    """Return one row for each channel and outlet."""
    return [
        {
            "channel": one.channel,
            "outlet": one.outlet,
            **{name: _shown(value) for name, value in one.figures.items()},
            "usual views (ours)": _shown(one.usual_views),
            "odd (ours)": ("yes" if one.odd else "no") if one.judged else "too few days",
        }
        for one in days[:SHOWN]
    ]


def bands(found: Sequence[AgeBand]) -> list[Row]:
    """Return one row for each new video, those that need somebody first."""
    order = {"prepare a change": 0, "inspect": 1}
    urgent = sorted(found, key=lambda one: order.get(one.verdict, 2))
    return [
        {
            "video": one.video_id,
            "outlet": one.outlet,
            "age in days": one.age_days,
            "views": one.views,
            "30 % had": _shown(one.low),
            "50 % had": _shown(one.middle),
            "70 % had": _shown(one.high),
            "compared with": one.peers,
            "verdict (ours)": one.verdict,
        }
        for one in urgent[:SHOWN]
    ]


def costs(found: Sequence[CostAndReturn]) -> list[Row]:
    """Return one row for each channel and outlet."""
    return [
        {
            "channel": one.channel,
            "outlet": one.outlet,
            "videos": one.videos,
            "cost USD": round(one.cost_usd, 4),
            "views": one.views,
            "watched hours": round(one.watched_hours, 1),
            "USD per 1,000 views (ours)": _shown(one.usd_per_thousand_views),
            "USD per watched hour (ours)": _shown(one.usd_per_watched_hour),
        }
        for one in found[:SHOWN]
    ]


def kinds(found: Sequence[Performance]) -> list[Row]:
    """Return one row for each kind of videos."""
    return [
        {
            "channel": one.channel,
            "outlet": one.outlet,
            "what": kind_words(one.attribute, one.value),
            "videos": one.videos,
            "times usual (ours)": round(one.times_usual, 2),
            "in 80 of 100 (ours)": f"{one.low:.2f} to {one.high:.2f}",
        }
        for one in found[:SHOWN]
    ]


def oddities(days: Sequence[ChannelDay], day: date) -> list[str]:
    """Return a sentence for each channel whose views of a day are out of line."""
    return [
        f"{one.channel} had {one.figures['views']:,.0f} views at {one.outlet} on {day}; usual for "
        f"the weekday are about {one.usual_views:,.0f}"
        for one in days
        if one.odd and one.figures["views"] is not None and one.usual_views is not None
    ]


def _shown(value: float | None) -> str | int | float:
    if value is None:
        return ""
    return int(value) if value == int(value) else round(value, 4)
