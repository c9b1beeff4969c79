"""Channel days: what each channel did at each outlet on a day, beside what it usually does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from factory.analytics.anomalies import LEAST_DAYS, odd_days
from factory.analytics.channel_sums import ChannelSums, by_channel_and_day, days_before
from factory.analytics.charts.day_chart import DayViews
from factory.analytics.figures import COUNTED
from factory.records import Payload

if TYPE_CHECKING:
    import pandas as pd  # whoever makes no figure of a day does without it: it takes seconds to load

LOOKED_BACK_DAYS = 90
WEEKS = (1, 2, 3, 4)
"""Before the day, of whose same weekday the usual is the median."""


class ChannelDay(Payload):
    """One channel at one outlet on one day."""

    channel: str
    outlet: str
    day: date
    figures: dict[str, float | None]
    """Sums over its videos, by metric."""
    usual_views: float | None
    """Median of the same weekday in the four weeks before; ours, not the platform's."""
    judged: bool
    """Enough days are known to say what is odd."""
    odd: bool
    """Views are out of line with their trend and weekday; ours, not the platform's."""


def channel_days(sums: Sequence[ChannelSums], day: date) -> Sequence[ChannelDay]:
    """Return what each channel did at each outlet on a day.

    Args:
        sums: of `LOOKED_BACK_DAYS` up to the day; what lies outside of them is left out.
        day: the one asked about.
    """
    if not sums:
        return ()
    table = by_channel_and_day(sums, days_before(day, LOOKED_BACK_DAYS), day)
    withheld = {(one.channel, one.outlet) for one in sums if not one.derivable}
    return [
        _channel_day(
            str(channel),
            str(outlet),
            day,
            rows.droplevel(["channel", "outlet"]),
            derivable=(channel, outlet) not in withheld,
        )
        for (channel, outlet), rows in table.groupby(level=["channel", "outlet"])
        if rows.iloc[-1].notna().any()
    ]


def views_by_day(
    sums: Sequence[ChannelSums], day: date, count: int = LOOKED_BACK_DAYS
) -> Sequence[DayViews]:
    """Return the views of one channel at one outlet, a day after the other, up to a day.

    Args:
        sums: of `count` days, and of `LOOKED_BACK_DAYS` at least: what is odd is judged by these.
        day: the last.
        count: how many are returned at most; none before the first of which anything is known.
    """
    import pandas as pd

    if not sums:
        return ()
    first = days_before(day, max(count, LOOKED_BACK_DAYS))
    table = by_channel_and_day(sums, first, day)
    views = table.droplevel(["channel", "outlet"])["views"]
    odd: frozenset[object] = _odd(views) if all(one.derivable for one in sums) else frozenset()
    return [
        DayViews(when.date(), None if pd.isna(value) else float(value), when in odd)
        for when, value in views.loc[views.first_valid_index() :].tail(count).items()
        if isinstance(when, pd.Timestamp)
    ]


def _channel_day(
    channel: str, outlet: str, day: date, rows: pd.DataFrame, *, derivable: bool
) -> ChannelDay:
    import pandas as pd

    last = rows.iloc[-1]
    views = rows["views"]
    return ChannelDay(
        channel=channel,
        outlet=outlet,
        day=day,
        figures={name: None if pd.isna(last[name]) else float(last[name]) for name in COUNTED},
        usual_views=_usual(views) if derivable else None,
        **(_oddness(views) if derivable else {"judged": False, "odd": False}),
    )


def _usual(views: pd.Series) -> float | None:
    import pandas as pd

    before = pd.Series([views.iloc[-1 - 7 * week] for week in WEEKS]).dropna()
    return float(before.median()) if len(before) >= 2 else None


def _oddness(views: pd.Series) -> dict[str, bool]:
    judged = len(_without_gap(views)) >= LEAST_DAYS
    return {"judged": judged, "odd": views.index[-1] in _odd(views)}


def _odd(views: pd.Series) -> frozenset[object]:
    """Return the odd days of each run of days without a gap, judged by that run alone."""
    known = views.notna()
    runs = (run for _, run in views[known].groupby((~known).cumsum()[known]))
    return frozenset(day for run in runs for day in run.index[odd_days(run.to_list())])


def _without_gap(views: pd.Series) -> pd.Series:
    gaps = views.isna().to_numpy().nonzero()[0]
    return views.iloc[gaps[-1] + 1 :] if len(gaps) else views
