"""May I trust it? Of each day whether it was told, and of how many videos it was told otherwise later."""

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import Final

from factory.analytics.charts.changes import changes
from factory.analytics.charts.day_chart import DayViews
from factory.analytics.charts.plot import BOTTOM, LEFT, RIGHT, TOP, Plot, picture, spoken, whole
from factory.analytics.due_days import LATE_DAYS
from factory.listing.outlet_names import outlet_name

LEAST_BAR_PX: Final = 1.0


def trust_chart(
    days: Sequence[DayViews], changed: Mapping[date, int], outlet: str, name: str = "trust"
) -> str:
    """Return the chart of at least one day as SVG.

    Args:
        days: without a gap.
        changed: videos of which something was told otherwise later, by day.
        outlet: who told.
        name: one of its own on the page.
    """
    first, last = days[0].day, days[-1].day
    plot = Plot.of(0, (last - first).days, max(changed.values(), default=0))
    ground = (
        f'<rect class="bd" x="{LEFT}" y="{TOP}" width="{RIGHT - LEFT}" height="{BOTTOM - TOP}"/>'
    )
    gaps = (_gap(plot, (day - first).days) for day in _missing(days))
    parts = [ground, *gaps, plot.ground()]
    width = max(LEAST_BAR_PX, min(14.0, (plot.x(1) - plot.x(0)) * 0.7))
    parts += [
        _bar(
            plot,
            (day - first).days,
            count,
            width,
            f"{spoken(day, last)}: {whole(count)} corrected later",
        )
        for day, count in sorted(changed.items())
        if first <= day <= last
    ]
    parts += [*changes(plot, outlet, first, last), *plot.days_below(first, (last - first).days + 1)]
    known = [one.day for one in days if one.views is not None]
    if known:
        settled = max((known[-1] - first).days - LATE_DAYS, 0)
        parts += [
            plot.upright(settled),
            plot.beside(settled, "complete to here", plot.top),
        ]
    return picture(
        name, f"Days that {outlet_name(outlet)} told of", told(days, changed, outlet), parts
    )


def told(days: Sequence[DayViews], changed: Mapping[date, int], outlet: str) -> str:
    """Say in words what the chart shows."""
    known = [one.day for one in days if one.views is not None]
    if not known:
        return f"{outlet_name(outlet)} has told of no day from {spoken(days[0].day, days[-1].day)} to {spoken(days[-1].day)}."
    missing = _missing(days)
    said = f"{outlet_name(outlet)} told of {len(known)} of {len(days)} days, the last {spoken(known[-1])}; "
    said += (
        f"the last that is missing is {spoken(missing[-1], days[-1].day)}. "
        if missing
        else "none is missing. "
    )
    late = sum(changed.get(day, 0) for day in known)
    said += (
        f"{whole(late)} of its answers about a video and day were corrected later"
        if late
        else "No answer was corrected later"
    )
    return f"{said}; days younger than {LATE_DAYS} may still change."


def _missing(days: Sequence[DayViews]) -> list[date]:
    return [one.day for one in days if one.views is None]


def _gap(plot: Plot, place: int) -> str:
    left = plot.x(max(place - 0.5, plot.first))
    width = max(1.0, plot.x(min(place + 0.5, plot.last)) - left)
    return (
        f'<rect class="gap" x="{left}" y="{TOP}" width="{width:.1f}" height="{BOTTOM - TOP}">'
        "<title>nothing is known of this day</title></rect>"
    )


def _bar(plot: Plot, place: int, count: int, width: float, words: str) -> str:
    top = plot.y(count)
    left = min(max(plot.x(place) - width / 2, plot.x(plot.first)), plot.x(plot.last) - width)
    return (
        f'<rect class="bar" x="{left:.1f}" y="{top}" width="{width:.1f}" height="{BOTTOM - top:.1f}">'
        f"<title>{escape(words)}</title></rect>"
    )
