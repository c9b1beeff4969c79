"""Changes of a definition, drawn: a line on the day from which a platform counts in another way."""

from datetime import date

from factory.analytics.charts.plot import Plot
from factory.analytics.counting_changes import changes_between


def changes(plot: Plot, outlet: str, first: date, last: date) -> list[str]:
    """Return a line and its words for each change between the days of a plot that begins with `first`."""
    drawn: list[str] = []
    for change in changes_between(outlet, first, last):
        place = (change.day - first).days
        drawn += [plot.upright(place, "cut"), plot.above(place, change.words)]
    return drawn
