"""May I trust it? Of each day whether it was told, and of how many videos it was told otherwise later."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from html import escape
from itertools import groupby
from typing import Final

from factory.analytics.charts.changes import changes
from factory.analytics.charts.day_chart import DayViews
from factory.analytics.charts.plot import BOTTOM, HEIGHT, Plot, picture, spoken, whole
from factory.analytics.due_days import LATE_DAYS
from factory.listing.outlet_names import outlet_name

LEAST_BAR_PX: Final = 1.0
STRIP_TOP, STRIP_BOTTOM, STRIP_GAP = 8, 32, 14
"""Pixels: of the row of days, and between it and the bars."""
TOLD, YOUNG, GAP = "bar pale", "bd", "gap"
"""Days by how far they may be trusted, as they are drawn."""
SAID: Final = {TOLD: "told", YOUNG: "told, and may still change", GAP: "nothing is known"}


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
    counts = {day: count for day, count in sorted(changed.items()) if first <= day <= last}
    plot = Plot.of(0, (last - first).days, max(counts.values(), default=0))
    below = plot.days_below(first, (last - first).days + 1)
    marks = changes(plot, outlet, first, last) if counts else []
    bars = [*_bars(plot, first, last, counts)] if counts else list[str]()
    down = STRIP_BOTTOM + STRIP_GAP if counts else STRIP_BOTTOM - BOTTOM
    parts = [
        *_strip(plot, days),
        f'<g transform="translate(0 {down})">',
        *bars,
        *marks,
        *below,
        "</g>",
    ]
    return picture(
        name,
        f"Days that {outlet_name(outlet)} told of",
        told(days, changed, outlet),
        parts,
        HEIGHT + down,
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


def _strip(plot: Plot, days: Sequence[DayViews]) -> Iterator[str]:
    """Yield the days in one row: those that were told, that may still change, and that were not told."""
    known = [one.day for one in days if one.views is not None]
    settled = known[-1] - timedelta(days=LATE_DAYS) if known else date.min
    kinds = [GAP if one.views is None else TOLD if one.day <= settled else YOUNG for one in days]
    for kind, run in groupby(range(len(days)), kinds.__getitem__):
        places = [*run]
        left = plot.x(max(places[0] - 0.5, plot.first))
        width = max(1.0, plot.x(min(places[-1] + 0.5, plot.last)) - left)
        between = dict.fromkeys(
            spoken(days[place].day, days[-1].day) for place in (places[0], places[-1])
        )
        yield (
            f'<rect class="{kind}" x="{left}" y="{STRIP_TOP}" width="{width:.1f}" '
            f'height="{STRIP_BOTTOM - STRIP_TOP}"><title>{" to ".join(between)}: {SAID[kind]}</title></rect>'
        )


def _bars(plot: Plot, first: date, last: date, counts: Mapping[date, int]) -> Iterator[str]:
    """Yield the ground, and a bar for each day of which something was corrected."""
    yield plot.ground()
    width = max(LEAST_BAR_PX, min(14.0, (plot.x(1) - plot.x(0)) * 0.7))
    for day, count in counts.items():
        words = f"{spoken(day, last)}: {whole(count)} corrected later"
        yield _bar(plot, (day - first).days, count, width, words)


def _bar(plot: Plot, place: int, count: int, width: float, words: str) -> str:
    top = plot.y(count)
    left = min(max(plot.x(place) - width / 2, plot.x(plot.first)), plot.x(plot.last) - width)
    return (
        f'<rect class="bar" x="{left:.1f}" y="{top}" width="{width:.1f}" height="{BOTTOM - top:.1f}">'
        f"<title>{escape(words)}</title></rect>"
    )
