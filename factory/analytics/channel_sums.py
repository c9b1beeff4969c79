"""Channel sums: what all videos of a channel did together at one outlet, a row a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from factory.analytics.figures import COUNTED
from factory.records import Payload

if TYPE_CHECKING:
    import pandas as pd  # whoever makes no figure of a day does without it: it takes seconds to load

NAMES = ("channel", "outlet", "day")


class ChannelSums(Payload):
    """One channel at one outlet on one day; figures of different outlets are never added."""

    channel: str
    outlet: str
    day: date
    figures: dict[str, float]
    """Sums of the counted ones that were told of any video; what nobody told is left out."""
    derivable: bool = True
    """Whether more may be computed of them: see `analytics.md`, *What may be computed*."""


def by_channel_and_day(sums: Iterable[ChannelSums], first: date, last: date) -> pd.DataFrame:
    """Return sums as a table of pandas, one row a day without gaps for each channel and outlet.

    Returns:
        Indexed by `channel`, `outlet` and `day` (datetime64); a column of floats for each counted metric,
        NaN where nothing is known: an unknown day is not a day without views.
    """
    import pandas as pd

    found = [
        {
            "channel": one.channel,
            "outlet": one.outlet,
            "day": pd.Timestamp(one.day),
            **one.figures,
        }
        for one in sums
    ]
    table = pd.DataFrame(found, columns=[*NAMES, *COUNTED])
    table = table.astype(dict.fromkeys(COUNTED, "float64")).set_index(list(NAMES))
    days = pd.date_range(first, last, name="day")
    pairs = sorted({(str(channel), str(outlet)) for channel, outlet, _ in table.index})
    every = [(channel, outlet, day) for channel, outlet in pairs for day in days]
    return table.reindex(pd.MultiIndex.from_tuples(every, names=NAMES))


def days_before(last: date, count: int) -> date:
    """Return the first of `count` days that end with `last`."""
    return last - timedelta(days=count - 1)
