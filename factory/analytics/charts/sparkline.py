"""Sparkline: the views of one video by day, as small as two lines of words."""

from datetime import date
from html import escape
from itertools import groupby
from typing import Final

from factory.analytics.charts.plot import spoken, whole
from factory.analytics.counting_changes import changes_between
from factory.analytics.video_figures import VideoFigures

WIDTH, HEIGHT, EDGE = 340, 76, 6
TOP, BOTTOM = 18, 56
LEAST_TOP: Final = 4.0
"""Views, so that a day with one is no peak."""


def sparkline(found: VideoFigures, name: str) -> str:
    """Return the chart as SVG: a gap where nothing is known, a line where counting changed, a dot on the last day.

    Args:
        found: of at least one day.
        name: one of its own on the page.
    """
    known = {one.day: one.views for one in found.days if one.views is not None}
    if not known:
        return ""
    span = max((found.last - found.first).days, 1)
    top = max(*known.values(), LEAST_TOP)

    def x(day: date) -> float:
        return round(EDGE + (day - found.first).days / span * (WIDTH - 2 * EDGE), 1)

    def y(views: float) -> float:
        return round(BOTTOM - views / top * (BOTTOM - TOP), 1)

    changed = [x(one.day) for one in changes_between(found.outlet, found.first, found.last)]
    parts = [f'<line class="gr" x1="0" x2="{WIDTH}" y1="{BOTTOM}" y2="{BOTTOM}"/>']
    parts += [f'<line class="cut" x1="{at}" x2="{at}" y1="{TOP}" y2="{BOTTOM}"/>' for at in changed]
    runs = groupby(enumerate(sorted(known)), lambda one: one[1].toordinal() - one[0])
    for _, run in runs:
        points = [(x(day), y(known[day])) for _, day in run]
        moves = " L".join(f"{at:g} {height:g}" for at, height in points)
        if len(points) > 1:
            parts.append(f'<path class="me" d="M{moves}"/>')
        else:
            parts.append(f'<circle class="bar" cx="{points[0][0]}" cy="{points[0][1]}" r="3"/>')
    last, best = max(known), max(known, key=lambda day: known[day])
    side = "s" if x(best) < WIDTH / 3 else "e" if x(best) > 2 * WIDTH / 3 else "m"
    parts += [
        f'<circle class="pt" cx="{x(last)}" cy="{y(known[last])}" r="4"/>',
        f'<text class="{side}" x="{x(best)}" y="12">{whole(known[best])}</text>',
        f'<text x="0" y="{HEIGHT - 4}">{spoken(found.first, last)}</text>',
        f'<text class="e" x="{WIDTH}" y="{HEIGHT - 4}">{spoken(last)}</text>',
    ]
    told = (
        f"From {spoken(found.first, last)} to {spoken(last)}, its last complete day; "
        f"most on {spoken(best, last)}: {whole(known[best])}."
    )
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="{name}t {name}d">'
        f'<title id="{name}t">Views by day at {escape(found.outlet)}</title>'
        f'<desc id="{name}d">{escape(told)}</desc>{"".join(parts)}</svg>'
    )
