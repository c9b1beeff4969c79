"""Packaging or content? Each video's click rate and the share of it that is seen, with their middle."""

from collections.abc import Mapping
from math import sqrt

from factory.analytics.charts.plot import BOTTOM, LEFT, RIGHT, TOP, Plot, picture, whole
from factory.analytics.packaging import Packaging, Packagings

LARGEST_PX = 14
NAMED = 3
"""So many are named in the picture; the table beside it names all."""


def packaging_chart(found: Packagings, titles: Mapping[str, str], name: str = "packaging") -> str:
    """Return the chart of at least one video as SVG: click rate to the right, share seen upward.

    A line through each mark is the interval of its click rate.
    """
    top = max(one.share_viewed for one in found.videos)
    plot = Plot.of(0, max(one.high for one in found.videos) * 100, top * 100)
    most = max(one.impressions for one in found.videos)
    parts = [plot.ground()]
    if found.click_rate is not None and found.share_viewed is not None:
        parts += [
            plot.upright(found.click_rate * 100, "cut"),
            plot.across(found.share_viewed * 100),
        ]
        parts += [
            f'<text x="{LEFT + 8}" y="{TOP - 8}" class="q">change the packaging</text>',
            f'<text x="{RIGHT}" y="{TOP - 8}" class="q e">make more like it</text>',
            f'<text x="{LEFT + 8}" y="{BOTTOM - 8}" class="q">let it rest</text>',
            f'<text x="{RIGHT}" y="{BOTTOM - 8}" class="q e">change the content</text>',
        ]
    for one in found.videos:
        parts += _mark(plot, one, most, titles.get(one.video_id, one.video_id))
    for one in found.videos[:NAMED]:
        words = titles.get(one.video_id, one.video_id)[:28]
        parts.append(plot.label(one.click_rate * 100, one.share_viewed * 100, words, "m opt"))
    steps = [plot.last * step / 4 for step in range(5)]
    parts += [plot.below(step, f"{step:.1f} %") for step in steps]
    return picture(name, "Click rate and share viewed", told(found, titles), parts)


def told(found: Packagings, titles: Mapping[str, str]) -> str:
    """Say in words what the chart shows."""
    changing = [one for one in found.videos if one.advice == "change the packaging"]
    if found.click_rate is None:
        return f"{len(found.videos)} videos have impressions; three are needed to compare them."
    if not changing:
        return "No video is seen longer than the others and surely clicked less often."
    first = changing[0]
    return (
        f"{titles.get(first.video_id, first.video_id)} is seen to {first.share_viewed:.0%} and clicked by "
        f"{first.click_rate:.1%} ({first.low:.1%} to {first.high:.1%}) of {whole(first.impressions)}: "
        f"about {whole(first.recoverable_views)} views could be had with another title or thumbnail."
    )


def _mark(plot: Plot, one: Packaging, most: float, title: str) -> list[str]:
    y = plot.y(one.share_viewed * 100)
    radius = round(3 + (LARGEST_PX - 3) * sqrt(one.impressions / most), 1)
    kind = "ask" if one.advice == "change the packaging" else "o"
    words = (
        f"{title}: {one.click_rate:.1%} of {whole(one.impressions)}, {one.share_viewed:.0%} seen"
    )
    return [
        f'<line class="cut" x1="{plot.x(one.low * 100)}" x2="{plot.x(one.high * 100)}" y1="{y}" y2="{y}"/>',
        plot.mark(one.click_rate * 100, one.share_viewed * 100, words, kind, radius),
    ]
