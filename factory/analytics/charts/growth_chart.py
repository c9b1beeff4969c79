"""Does it pay? What it has cost so far beside the views that it has brought so far."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import accumulate
from typing import Final

from factory.analytics.charts.changes import changes
from factory.analytics.charts.plot import BOTTOM, RIGHT, TOP, Plot, picture, spoken, whole
from factory.analytics.growth import Growth, GrowthDay, since
from factory.listing.outlet_names import outlet_name
from factory.money.dollars import dollars

HEADROOM: Final = 1.12
"""Over the last views, for their words."""


def growth_chart(found: Growth, span: int, name: str = "growth") -> str:
    """Return the chart of a channel or a video as SVG: views to the scale on the left, cost to its own.

    Args:
        found: from its beginning.
        span: how many days are drawn at most.
        name: one of its own on the page.
    """
    days = since(found, found.last - timedelta(days=span - 1))
    first = days[0].day
    views, usd = _added(days)
    plot = Plot.of(0, len(days) - 1, max(views[-1] * HEADROOM, 1.0))
    most = max(usd[-1], 0.0001)
    # The dearest day ends two thirds up, so that the two lines end at places of their own.
    paid = [
        value / most * plot.top * (0.6 if views[-1] > plot.top * 0.6 else 0.85) for value in usd
    ]
    at = len(days) - 1
    parts = [
        plot.ground(),
        *changes(plot, found.outlet, first, found.last),
        plot.upright(at),
        plot.line(list(enumerate(paid)), "md dash"),
        plot.line(list(enumerate(views)), "me"),
        plot.dot(at, views[-1], f"{whole(views[-1])} views"),
        _beside(plot.y(views[-1]), f"{whole(views[-1])} views", "b"),
        _beside(
            plot.y(paid[-1]) + (40 if paid[-1] < views[-1] else 0), f"{dollars(usd[-1])} spent", ""
        ),
        *plot.days_below(first, len(days)),
    ]
    return picture(name, f"Cost and views of {found.title} so far", told(found), parts)


def told(found: Growth) -> str:
    """Say in words what the chart shows."""
    said = (
        f"{found.title} has cost {dollars(found.usd)} and has {whole(found.views)} views at "
        f"{outlet_name(found.outlet)}, to {spoken(found.last)}, its last complete day."
    )
    if found.views:
        said += f" A thousand of them have cost {dollars(1000 * found.usd / found.views)}."
    return said


def _added(days: Sequence[GrowthDay]) -> tuple[list[float], list[float]]:
    views = list(accumulate(one.views or 0.0 for one in days))
    return views, list(accumulate(one.usd for one in days))


def _beside(y: float, words: str, kind: str) -> str:
    """Return words over the end of a line, inside the picture."""
    return f'<text x="{RIGHT}" y="{min(max(y - 12, TOP + 14), BOTTOM - 8):g}" class="e {kind}">{words}</text>'
