"""How did the days go? A channel's views by day, with odd days, gaps and changes of a definition."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from factory.analytics.charts.changes import changes
from factory.analytics.charts.plot import LONG_DAYS, Plot, picture, spoken, whole
from factory.listing.outlet_names import outlet_name

MOST_ODD: Final = 4
"""Days that are named."""


@dataclass(frozen=True, slots=True)
class DayViews:
    """One day of a series; views are None where nothing is known."""

    day: date
    views: float | None
    odd: bool = False


def day_chart(days: Sequence[DayViews], outlet: str, name: str = "days") -> str:
    """Return the chart of at least one day as SVG."""
    first = days[0].day
    places = [(one.day - first).days for one in days]
    known = [one.views for one in days if one.views is not None]
    plot = Plot.of(0, places[-1], max(known, default=0.0))
    series = list(zip(places, (one.views for one in days), strict=True))
    odd = [one for one in days if one.odd and one.views is not None]
    parts = [
        plot.ground(),
        *changes(plot, outlet, first, days[-1].day),
        *_complete(plot, days),
        plot.line(series, "me fine" if len(days) > LONG_DAYS else "me"),
        *(plot.dot((one.day - first).days, one.views or 0, _said(one)) for one in odd),
        *plot.days_below(first, places[-1] + 1),
    ]
    return picture(name, f"Views by day at {outlet_name(outlet)}", told(days, outlet), parts)


def told(days: Sequence[DayViews], outlet: str) -> str:
    """Say in words what the chart shows."""
    known = [one for one in days if one.views is not None]
    missing = len(days) - len(known)
    if not known:
        return f"Nothing is known of {outlet_name(outlet)} from {spoken(days[0].day, days[-1].day)} to {spoken(days[-1].day)}."
    best = max(known, key=lambda one: one.views or 0)
    said = (
        f"{whole(sum(one.views or 0 for one in known))} views on {len(known)} days to "
        f"{spoken(known[-1].day)}; most on {spoken(best.day, days[-1].day)}: {whole(best.views or 0)}."
    )
    said += f" {_odd([spoken(one.day, days[-1].day) for one in known if one.odd])}"
    return said + (f" Of {missing} day{'s' * (missing > 1)} nothing is known." if missing else "")


def _odd(days: Sequence[str]) -> str:
    """Say which days are out of line; of many, how many and the last of them."""
    if not days:
        return "No day is out of line."
    if len(days) <= MOST_ODD:
        return f"Out of line: {', '.join(days)}."
    return f"{len(days)} days are out of line, the last {', '.join(days[-MOST_ODD:])}."


def _complete(plot: Plot, days: Sequence[DayViews]) -> list[str]:
    """Draw the last day of which anything is known: what comes after it is not told of yet."""
    known = [one.day for one in days if one.views is not None]
    if not known:
        return []
    place = (known[-1] - days[0].day).days
    return [plot.upright(place), plot.beside(place, f"known to {spoken(known[-1])}")]


def _said(one: DayViews) -> str:
    return f"{one.day}: {whole(one.views or 0)} views, out of line"
