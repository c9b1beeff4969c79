"""Daily frame: figures as a table of pandas, a row for each video, outlet and day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from factory.analytics.figures import COUNTED, METRICS, DayFigures
from factory.analytics.measured_video import MeasuredVideo

if TYPE_CHECKING:
    import pandas as pd  # whoever makes no figure of a day does without it: it takes seconds to load

NAMES = ("day", "video_id", "outlet")


def daily_frame(figures: Iterable[DayFigures], videos: Sequence[MeasuredVideo]) -> pd.DataFrame:
    """Return figures as columns, with the channel and format of each video.

    Returns:
        `day` (datetime64), `video_id`, `outlet`, `channel`, `format`, and a column of floats for each
        metric, NaN where it is unknown; sorted by day.
    """
    import pandas as pd

    of = {video.video_id: video for video in videos}
    found = [
        {
            "day": pd.Timestamp(one.day),
            "video_id": one.video_id,
            "outlet": one.outlet,
            "channel": of[one.video_id].channel,
            "format": of[one.video_id].format,
            **one.figures.known(),
        }
        for one in figures
        if one.video_id in of
    ]
    frame = pd.DataFrame(found, columns=[*NAMES, "channel", "format", *METRICS])
    return frame.astype(dict.fromkeys(METRICS, "float64")).sort_values("day", ignore_index=True)


def by_channel_and_day(frame: pd.DataFrame, first: date, last: date) -> pd.DataFrame:
    """Return the sums of each channel at each outlet, one row a day without gaps.

    Figures of different outlets are never added: each counts by rules of its own.

    Returns:
        Indexed by `channel`, `outlet` and `day`; a column for each counted metric, NaN on a day of
        which nothing is known: an unknown day is not a day without views.
    """
    import pandas as pd

    summed = frame.groupby(["channel", "outlet", "day"])[list(COUNTED)].sum(min_count=1)
    days = pd.date_range(first, last, name="day")
    pairs = frame[["channel", "outlet"]].drop_duplicates().sort_values(["channel", "outlet"])
    every = pd.MultiIndex.from_tuples(
        [
            (channel, outlet, day)
            for channel, outlet in pairs.itertuples(index=False)
            for day in days
        ],
        names=["channel", "outlet", "day"],
    )
    return summed.reindex(every)


def days_before(last: date, count: int) -> date:
    """Return the first of `count` days that end with `last`."""
    return last - timedelta(days=count - 1)
