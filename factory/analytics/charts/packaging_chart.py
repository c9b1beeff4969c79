"""Packaging or content? Each video's click rate and the share of it that is seen, with their middle."""

from collections.abc import Iterator, Sequence
from math import sqrt

from factory.analytics.charts.plot import BOTTOM, LEFT, RIGHT, TOP, Plot, anchor, picture, whole
from factory.analytics.packaging import Packaging, Packagings

LARGEST_PX = 14
NAME_CHARS, NAME_PX, LINE_PX = 28, 180.0, 16.0
NAMED = 3
"""So many are named in the picture; the table beside it names more."""
MOST_MARKS = 150
"""Beyond that a picture is a cloud: those with most to recover are drawn, then those shown most."""


def packaging_chart(found: Packagings, name: str = "packaging") -> str:
    """Return the chart of at least one video as SVG: click rate to the right, share seen upward.

    A line through each mark is the interval of its click rate.
    """
    drawn = _drawn(found)
    top = max(one.share_viewed for one in drawn)
    plot = Plot.of(0, max(one.high for one in drawn) * 100, top * 100)
    most = max(one.impressions for one in drawn)
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
    for one in drawn:
        parts += _mark(plot, one, most)
    parts += _names(plot, drawn)
    steps = [plot.last * step / 4 for step in range(5)]
    parts += [plot.below(step, f"{step:.1f} %") for step in steps]
    return picture(name, "Click rate and share viewed", told(found), parts)


def told(found: Packagings) -> str:
    """Say in words what the chart shows."""
    changing = [one for one in found.videos if one.advice == "change the packaging"]
    if found.click_rate is None:
        have = "1 video has" if len(found.videos) == 1 else f"{len(found.videos)} videos have"
        return f"{have} impressions; three are needed to compare them."
    if not changing:
        return "No video is seen longer than the others and surely clicked less often."
    first = changing[0]
    return (
        f"{first.title} is seen to {first.share_viewed:.0%} and clicked by "
        f"{first.click_rate:.1%} ({first.low:.1%} to {first.high:.1%}) of {whole(first.impressions)}: "
        f"about {whole(first.recoverable_views)} views could be had with another title or thumbnail."
    )


def _drawn(found: Packagings) -> list[Packaging]:
    videos = list(found.videos)
    if len(videos) <= MOST_MARKS:
        return videos
    worth = videos[: MOST_MARKS // 3]
    rest = sorted(videos[len(worth) :], key=lambda one: (-one.impressions, one.video_id))
    return [*worth, *rest[: MOST_MARKS - len(worth)]]


def _names(plot: Plot, drawn: Sequence[Packaging]) -> Iterator[str]:
    """Yield the names of the first few; one that would lie on another's is left out."""
    named: list[tuple[float, float]] = []
    for one in drawn[:NAMED]:
        rate, share = one.click_rate * 100, one.share_viewed * 100
        x, y = plot.x(rate), plot.y(share)
        if all(abs(x - a) > NAME_PX or abs(y - b) > LINE_PX for a, b in named):
            named.append((x, y))
            kind = anchor(x, NAME_PX / 2)
            words = one.title[:NAME_CHARS]
            yield plot.label(rate, share, words, f"{kind} opt", LARGEST_PX + 4)


def _mark(plot: Plot, one: Packaging, most: float) -> list[str]:
    y = plot.y(one.share_viewed * 100)
    radius = round(3 + (LARGEST_PX - 3) * sqrt(one.impressions / most), 1)
    kind = "ask" if one.advice == "change the packaging" else "o"
    words = f"{one.title}: {one.click_rate:.1%} of {whole(one.impressions)}, {one.share_viewed:.0%} seen"
    return [
        f'<line class="cut" x1="{plot.x(one.low * 100)}" x2="{plot.x(one.high * 100)}" y1="{y}" y2="{y}"/>',
        plot.mark(one.click_rate * 100, one.share_viewed * 100, words, kind, radius),
    ]
