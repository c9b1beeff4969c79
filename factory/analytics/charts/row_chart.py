"""A row for each of several things: its name, and under it a bar, or a mark with its interval."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from factory.analytics.charts.plot import RIGHT, picture, shortened

EDGE, ROW_PX, HEAD_PX = 12, 50, 26
BAR_PX: Final = 14
NAME_CHARS: Final = 33
"""Beside its value, where a page is 360 pixels wide."""


@dataclass(frozen=True, slots=True)
class Row:
    """One of them."""

    name: str
    value: float | None
    """None: there is none, and its row has words alone."""
    says: str
    """The value in words, at the end of the row."""
    low: float | None = None
    high: float | None = None
    """Of its interval; None: it has none, and is a bar."""
    sure: bool = True
    """Drawn in full; else pale: it says nothing for certain."""


def row_chart(
    rows: Sequence[Row],
    title: str,
    about: str,
    name: str,
    usual: tuple[float, str] | None = None,
    reach: tuple[float, float] = (0.0, 0.0),
) -> str:
    """Return the chart of at least one row as SVG.

    Args:
        rows: from above to below.
        title: what is drawn.
        about: what one sees.
        name: one of its own on the page.
        reach: values that are inside in any case, so that small differences look small.
        usual: a value across all rows to compare with, and what it is called.
    """
    values = [
        value for row in rows for value in (row.value, row.low, row.high) if value is not None
    ]
    values += [usual[0]] if usual else []
    scale = _Scale(min(*reach, *values), max(*reach, *values))
    top = HEAD_PX if usual else 4
    height = top + ROW_PX * len(rows) + 6
    parts: list[str] = []
    if usual:
        at = scale.x(usual[0])
        side = "e" if at > (EDGE + RIGHT) / 2 else "s"
        parts += [
            f'<line class="cut" x1="{at}" x2="{at}" y1="{top}" y2="{height - 6}"/>',
            f'<text x="{at}" y="{top - 6}" class="q {side}">{escape(usual[1])}</text>',
        ]
    for place, row in enumerate(rows):
        parts.append(_row(row, top + ROW_PX * place, scale, usual[0] if usual else 0.0))
    return picture(name, title, about, parts, height)


@dataclass(frozen=True, slots=True)
class _Scale:
    least: float
    most: float

    def x(self, value: float) -> float:
        span = self.most - self.least or 1.0
        return round(EDGE + (value - self.least) / span * (RIGHT - EDGE), 1)


def _row(row: Row, top: int, scale: _Scale, base: float) -> str:
    """Return a row; a bar reaches from what it is compared with to its value."""
    words = shortened(row.name, NAME_CHARS)
    middle = top + 36
    drawn = (
        f'<text x="{EDGE}" y="{top + 20}" class="nm">{escape(words)}</text>'
        f'<text x="{RIGHT}" y="{top + 20}" class="e{" b" if row.sure else ""}">{escape(row.says)}</text>'
    )
    told = f"<title>{escape(f'{row.name}: {row.says}')}</title>"
    if row.value is None:
        return drawn + f'<line class="cut" x1="{EDGE}" x2="{RIGHT}" y1="{middle}" y2="{middle}"/>'
    at = scale.x(row.value)
    if row.low is None or row.high is None:
        zero = scale.x(base)
        left, width = min(zero, at), max(abs(at - zero), 1.0)
        kind = "bar" if row.sure else "bar pale"
        return drawn + (
            f'<rect class="{kind}" x="{left}" y="{middle - BAR_PX / 2:g}" width="{width:g}" '
            f'height="{BAR_PX}">{told}</rect>'
        )
    return drawn + (
        f'<line class="span" x1="{scale.x(row.low)}" x2="{scale.x(row.high)}" y1="{middle}" y2="{middle}"/>'
        f'<circle class="{"pt" if row.sure else "o"}" cx="{at}" cy="{middle}" r="6">{told}</circle>'
    )
