"""Is the rhythm kept? Videos by week: published, missed, and still to come."""

from collections.abc import Sequence
from html import escape

from factory.analytics.charts.plot import Plot, picture, spoken
from factory.analytics.rhythm import RhythmWeek

KINDS = (("published", "bar"), ("missed", "lost"), ("to_come", "bar pale"))
WORDS = {"published": "published", "missed": "missed their time", "to_come": "to come"}


def rhythm_chart(weeks: Sequence[RhythmWeek], name: str = "rhythm") -> str:
    """Return the chart of at least one week as SVG.

    Args:
        weeks: the newest first.
        name: one of its own on the page.
    """
    drawn = list(reversed(weeks))
    most = max(one.published + one.missed + one.to_come for one in drawn)
    plot = Plot.of(-0.5, len(drawn) - 0.5, most)
    parts = [plot.ground()]
    for place, week in enumerate(drawn):
        parts += _bars(plot, place, week)
    named = range(len(drawn) - 1, -1, -2)
    parts += [plot.below(place, spoken(drawn[place].first)) for place in named]
    return picture(name, "Videos by week", told(weeks), parts)


def told(weeks: Sequence[RhythmWeek]) -> str:
    """Say in words what the chart shows."""
    out = sum(one.published for one in weeks)
    missed = sum(one.missed for one in weeks)
    to_come = sum(one.to_come for one in weeks)
    said = f"{out} went out since {spoken(weeks[-1].first)}; "
    said += f"{missed} missed the time they had" if missed else "none missed its time"
    return f"{said}; {to_come or 'none'} {'have' if to_come > 1 else 'has'} a time to come."


def _bars(plot: Plot, place: int, week: RhythmWeek) -> list[str]:
    width = (plot.x(1) - plot.x(0)) * 0.6
    bars: list[str] = []
    below = 0.0
    for what, kind in KINDS:
        count = getattr(week, what)
        if count:
            words = f"Week of {spoken(week.first)}: {count} {WORDS[what]}"
            bars.append(
                f'<rect class="{kind}" x="{plot.x(place) - width / 2:.1f}" y="{plot.y(below + count)}" '
                f'width="{width:.1f}" height="{plot.y(below) - plot.y(below + count):.1f}">'
                f"<title>{escape(words)}</title></rect>"
            )
        below += count
    return bars
