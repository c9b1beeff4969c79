"""Is the new one doing well? Its views by age over the band of its channel's others."""

from datetime import timedelta

from factory.analytics.charts.changes import changes
from factory.analytics.charts.plot import Plot, picture, spoken, spread, whole
from factory.analytics.peer_comparison import AgeCurve


def age_chart(curve: AgeCurve, name: str = "age") -> str:
    """Return the chart of one video as SVG.

    Args:
        curve: its views and those of its peers.
        name: one of its own on the page.
    """
    ages = range(len(curve.views))
    most = max([*curve.views, *curve.high, 0.0])
    plot = Plot.of(0, max(len(curve.views), len(curve.middle)) - 1, most)
    last = len(curve.views) - 1
    parts = [plot.ground()]
    if curve.middle:
        low, middle, high = (
            list(enumerate(line)) for line in (curve.low, curve.middle, curve.high)
        )
        parts += [plot.band(low, high), plot.line(middle, "md")]
        named = ((curve.high, "70 %", 6), (curve.middle, "half", 6), (curve.low, "30 %", -16))
        parts += [
            plot.label(len(line) - 1, line[-1], words, "e opt", raised)
            for line, words, raised in named
        ]
    parts += [
        *changes(plot, curve.outlet, curve.first_day, curve.first_day + timedelta(days=last)),
        plot.upright(last),
        plot.beside(last, f"known to {spoken(curve.first_day + timedelta(days=last))}"),
        plot.line([(age, curve.views[age]) for age in ages], "me"),
        plot.dot(last, curve.views[-1]),
        *(plot.below(age, str(age)) for age in spread(int(plot.last) + 1, 8)),
    ]
    return picture(name, f"Views of {curve.title} by age", told(curve), parts)


def told(curve: AgeCurve) -> str:
    """Say in words what the chart shows."""
    age = len(curve.views) - 1
    said = f"{curve.title} had {whole(curve.views[-1])} views {age} day{'s' * (age != 1)} after it went out."
    if age < len(curve.middle):
        said += (
            f" Half of {curve.peers} others of its channel and format had at most "
            f"{whole(curve.middle[age])} at that age, seven in ten at most {whole(curve.high[age])}."
        )
    return said
