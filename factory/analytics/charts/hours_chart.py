"""How does it begin? A post's views by hour over what half of its channel's others had."""

from factory.analytics.charts.plot import Plot, picture, whole
from factory.analytics.first_hours import HOURS, FirstHours

DAY = 24


def hours_chart(one: FirstHours, name: str = "hours") -> str:
    """Return the chart of one post's first hours as SVG.

    Args:
        one: its views and those of its peers.
        name: one of its own on the page.
    """
    most = max(value for _, value in (*one.views, *one.middle))
    plot = Plot.of(0, HOURS, max(most, 1.0))
    age, views = one.views[-1]
    parts = [plot.ground()]
    if one.middle:
        hour, value = one.middle[-1]
        parts += [
            plot.line(one.middle, "md"),
            plot.label(hour, value, "half of the others", "e opt", 10),
        ]
    parts += [
        *(plot.upright(hour) for hour in range(DAY, HOURS, DAY)),
        plot.line(one.views, "me"),
        plot.dot(age, views),
        *(plot.below(hour, f"{hour} h") for hour in range(0, HOURS + 1, DAY // 2)),
    ]
    return picture(name, f"First hours of {one.title}", told(one), parts)


def told(one: FirstHours) -> str:
    """Say in words what the chart shows."""
    said = f"{one.title} had {whole(one.now)} views {one.age_hours:.0f} hours after it went out."
    if one.usual is not None:
        said += (
            f" Half of {one.peers} others of its channel had at most {whole(one.usual)} by then."
        )
    return said
