"""What was spent each day? A bar a day, and in words what one sees."""

from collections.abc import Mapping
from datetime import date, timedelta
from html import escape
from math import floor, log10

from factory.analytics.charts.plot import ROUND, Plot, picture, spoken
from factory.money.dollars import dollars

MOST_BAR_PX = 14.0
LEAST_USD = 0.04
LEAST_STEP_USD = 0.0005


def spending_chart(days: Mapping[date, float], last: date, count: int, name: str = "spent") -> str:
    """Return the chart of so many days as SVG.

    Args:
        days: dollars by day; a day that is missing cost nothing.
        last: the newest day.
        count: of days, the last among them.
        name: one of its own on the page.
    """
    first = last - timedelta(days=count - 1)
    seen = [usd for day, usd in days.items() if first <= day <= last]
    plot = Plot(0, count - 1, _top(max(seen, default=0.0)))
    width = min(MOST_BAR_PX, (plot.x(1) - plot.x(0)) * 0.7)
    bars = [
        _bar(plot, (day - first).days, usd, width, f"{spoken(day)}: {dollars(usd)}")
        for day, usd in sorted(days.items())
        if first <= day <= last and usd > 0
    ]
    below = plot.days_below(first, count)
    return picture(
        name,
        "Dollars by day",
        told_spending(days, last, count),
        [plot.ground(said=_on_axis), *bars, *below],
    )


def told_spending(days: Mapping[date, float], last: date, count: int) -> str:
    """Say in words what the chart shows."""
    first = last - timedelta(days=count - 1)
    shown = {day: usd for day, usd in days.items() if first <= day <= last and usd > 0}
    if not shown:
        return f"Nothing was spent in {count} days."
    dearest = max(shown, key=lambda day: shown[day])
    return (
        f"{dollars(sum(shown.values()))} in {count} days; most on {spoken(dearest)}: "
        f"{dollars(shown[dearest])}."
    )


def _top(usd: float) -> float:
    """Return a round sum that is not below the dearest day: days may cost cents."""
    power = 10.0 ** floor(log10(max(usd, LEAST_USD)))
    return next(step * power for step in ROUND if step * power >= max(usd, LEAST_USD))


def _on_axis(usd: float) -> str:
    """Return a sum as the axis has it: `$0.20`, and `$0.025` where a cent is not fine enough."""
    return dollars(usd) if abs(usd - round(usd, 2)) < LEAST_STEP_USD else f"${usd:.3g}"


def _bar(plot: Plot, place: int, usd: float, width: float, words: str) -> str:
    top = plot.y(usd)
    return (
        f'<rect class="bar" x="{plot.x(place) - width / 2:.1f}" y="{top}" width="{width:.1f}" '
        f'height="{plot.y(0) - top:.1f}"><title>{escape(words)}</title></rect>'
    )
