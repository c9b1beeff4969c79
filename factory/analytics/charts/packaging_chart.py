"""Packaging or content? Each video's click rate and the share of it that is seen, with their middle."""

from collections.abc import Iterator, Sequence
from html import escape
from math import sqrt

from factory.analytics.charts.plot import BOTTOM, LEFT, RIGHT, TOP, Plot, picture, shortened, whole
from factory.analytics.packaging import Packaging, Packagings

LARGEST_PX = 14
NAME_CHARS, CHAR_PX, LINE_PX = 28, 6.6, 14.0
NAMED = 3
"""So many are named in the picture; the table beside it names more."""
ENDS = (1, 2, 4, 6, 8, 10, 12, 16, 20, 40, 60, 100)
"""Percent, where the axis of click rates may end."""
MOST_MARKS = 150
"""Beyond that a picture is a cloud: those with most to recover are drawn, then those shown most."""

Box = tuple[float, float, float, float]
"""Left, top, right and foot, in pixels."""


def packaging_chart(found: Packagings, name: str = "packaging") -> str:
    """Return the chart of at least one video as SVG: click rate to the right, share seen upward.

    A line through each mark is the interval of its click rate.
    """
    drawn = _drawn(found)
    top = max(one.share_viewed for one in drawn)
    plot = Plot.of(0, _round(max(one.high for one in drawn) * 100), top * 100)
    most = max(one.impressions for one in drawn)
    parts = [plot.ground(" %")]
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
    parts += _names(plot, drawn, most)
    steps = [plot.last * step / 4 for step in range(5)]
    parts += [plot.below(step, f"{step:g} %") for step in steps]
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


def _round(percent: float) -> float:
    """Return the least end of the axis, a fourth of which is short to say."""
    return next((float(end) for end in ENDS if end >= percent), 100.0)


def _drawn(found: Packagings) -> list[Packaging]:
    videos = list(found.videos)
    if len(videos) <= MOST_MARKS:
        return videos
    worth = videos[: MOST_MARKS // 3]
    rest = sorted(videos[len(worth) :], key=lambda one: (-one.impressions, one.video_id))
    return [*worth, *rest[: MOST_MARKS - len(worth)]]


def _names(plot: Plot, drawn: Sequence[Packaging], most: float) -> Iterator[str]:
    """Yield the names of the first few, each where it lies on no mark and no other name; else none."""
    taken = [_around(plot, one, most) for one in drawn]
    for one in drawn[:NAMED]:
        words = shortened(one.title, NAME_CHARS)
        left, top, right, foot = _around(plot, one, most)
        wide, middle = CHAR_PX * len(words), (left + right) / 2
        for x, y in (
            (middle - wide / 2, top - LINE_PX),
            (middle - wide / 2, foot),
            (left - wide - 4, (top + foot - LINE_PX) / 2),
            (right + 4, (top + foot - LINE_PX) / 2),
        ):
            box = (x, y, x + wide, y + LINE_PX)
            inside = (
                x >= LEFT and x + wide <= RIGHT and y >= TOP and y + LINE_PX <= BOTTOM - LINE_PX
            )
            if inside and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                yield (
                    f'<text x="{x + wide / 2:.1f}" y="{y + LINE_PX - 3:.1f}" class="m opt">'
                    f"{escape(words)}</text>"
                )
                break


def _around(plot: Plot, one: Packaging, most: float) -> Box:
    x, y, radius = plot.x(one.click_rate * 100), plot.y(one.share_viewed * 100), _radius(one, most)
    return x - radius, y - radius, x + radius, y + radius


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _radius(one: Packaging, most: float) -> float:
    return round(3 + (LARGEST_PX - 3) * sqrt(one.impressions / most), 1)


def _mark(plot: Plot, one: Packaging, most: float) -> list[str]:
    y = plot.y(one.share_viewed * 100)
    kind = "ask" if one.advice == "change the packaging" else "o"
    words = f"{one.title}: {one.click_rate:.1%} of {whole(one.impressions)}, {one.share_viewed:.0%} seen"
    return [
        f'<line class="cut" x1="{plot.x(one.low * 100)}" x2="{plot.x(one.high * 100)}" y1="{y}" y2="{y}"/>',
        plot.mark(one.click_rate * 100, one.share_viewed * 100, words, kind, _radius(one, most)),
    ]
