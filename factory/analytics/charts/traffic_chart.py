"""Where do they come from? The views of each day by source, one upon the other."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from statistics import fmean
from typing import Final

from factory.analytics.audience import Audience
from factory.analytics.charts.changes import changes
from factory.analytics.charts.plot import LONG_DAYS, Plot, picture, spoken, whole

SHOWN: Final = 4
"""Sources with a layer of their own; the rest are one."""
REST: Final = "others"
OPACITY: Final = (0.85, 0.6, 0.4, 0.25, 0.12)


def traffic_chart(days: Sequence[Audience], name: str = "traffic") -> str:
    """Return the chart of at least one day's sources as SVG; a day that is not known is a gap."""
    layers = sources(days)
    first, last = days[0].day, days[-1].day
    known = {one.day: _views(one, layers) for one in days}
    if (last - first).days > LONG_DAYS:
        known = _of_their_weeks(known)
    plot = Plot.of(0, (last - first).days, max(sum(views) for views in known.values()))
    parts = [plot.ground()]
    for run in _runs(sorted(known)):
        for place in range(len(layers)):
            low = [((day - first).days, sum(known[day][:place])) for day in run]
            high = [((day - first).days, sum(known[day][: place + 1])) for day in run]
            if (
                len(run) == 1
            ):  # a day that stands alone is half a day wide, and no wider than the ground
                at = (run[0] - first).days
                left, right = max(at - 0.25, plot.first), min(at + 0.25, plot.last)
                low, high = ([(left, y), (right, y)] for ((_, y),) in (low, high))
            parts.append(plot.layer(low, high, OPACITY[place], source_words(layers[place])))
    parts += changes(plot, days[0].outlet, first, last)
    parts += plot.days_below(first, int(plot.last) + 1)
    return picture(name, "Views by day and source", told(days), parts)


def _of_their_weeks(known: Mapping[date, Sequence[float]]) -> Mapping[date, Sequence[float]]:
    """Return each day as the mean of the known ones of its week: a day in two years is narrower than a pixel."""
    weeks: dict[date, list[Sequence[float]]] = {}
    for day, views in known.items():
        weeks.setdefault(day - timedelta(days=day.weekday()), []).append(views)
    means = {
        monday: [fmean(one) for one in zip(*own, strict=True)] for monday, own in weeks.items()
    }
    return {day: means[day - timedelta(days=day.weekday())] for day in known}


def sources(days: Sequence[Audience]) -> Sequence[str]:
    """Return the largest sources over all days, the largest first, and the rest as one."""
    sums: dict[str, float] = {}
    for one in days:
        for part in one.parts:
            sums[part.key] = sums.get(part.key, 0.0) + (part.views or 0)
    found = sorted(sums, key=lambda key: (-sums[key], key))
    return [*found[:SHOWN], *([REST] if len(found) > SHOWN else [])]


def told(days: Sequence[Audience]) -> str:
    """Say in words what the chart shows."""
    layers = sources(days)
    views = [sum(column) for column in zip(*(_views(one, layers) for one in days), strict=True)]
    every = sum(views) or 1
    said = ", ".join(
        f"{source_words(key)} {count / every:.0%}" for key, count in zip(layers, views, strict=True)
    )
    first, last = days[0].day, days[-1].day
    return f"{whole(sum(views))} views from {spoken(first, last)} to {spoken(last)}: {said}."


def source_words(key: str) -> str:
    """Return a source as one says it."""
    return {
        "YT_SEARCH": "search",
        "EXT_URL": "other sites",
        "RELATED_VIDEO": "suggested videos",
        "SUBSCRIBER": "home and subscriptions",
        "SHORTS": "the Shorts feed",
        "YT_CHANNEL": "channel pages",
        "NO_LINK_OTHER": "nothing known",
    }.get(key, key.replace("_", " ").lower())


def _views(one: Audience, layers: Sequence[str]) -> list[float]:
    views = {part.key: part.views or 0.0 for part in one.parts}
    own = [views.pop(key, 0.0) for key in layers if key != REST]
    return [*own, *([sum(views.values())] if REST in layers else [])]


def _runs(days: Sequence[date]) -> Sequence[Sequence[date]]:
    """Split days where one is missing."""
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs
