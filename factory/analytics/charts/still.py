"""Still: an answer as a picture of its own, with its question and words on it."""

import re
from collections.abc import Sequence
from html import escape
from textwrap import wrap
from typing import Final

from factory.analytics.charts.answers import Answer
from factory.analytics.charts.plot import WIDTH
from factory.analytics.charts.style import CHART_STYLE

WIDE_PX: Final = 1000
PREVIEW_PX: Final = 500
"""Beside the other metadata of an asset in Dagster, in a window of 1,440 pixels: what of 560 lay beyond its edge."""
EDGE: Final = 14
LINE_CHARS, SMALL_CHARS = 86, 98
LINE_PX, SMALL_PX = 18, 15
OURS: Final = "† computed here, not told by the platform."
_BOX: Final = re.compile(r'viewBox="0 0 \d+ (\d+)"')


def still(answer: Answer, about: str, width_px: int = WIDE_PX) -> str:
    """Return the picture as an SVG file.

    Args:
        answer: what is drawn; without a picture its words stand alone.
        about: of whom, and to which day.
        width_px: as it is shown where nobody says how wide.
    """
    mark = "†" if answer.ours else ""
    said = wrap(f"{answer.says}{mark}", LINE_CHARS)
    small = [*wrap(answer.legend, SMALL_CHARS), *([OURS] if answer.ours else [])]
    parts = [_text(EDGE, 28, f"{answer.question} ", "head"), _text(WIDTH - EDGE, 28, about, "e")]
    parts += _lines(said, 50, LINE_PX, "says")
    below = 50 + LINE_PX * len(said)
    if answer.svg:
        height = _height_of(answer.svg)
        parts.append(
            answer.svg.replace("<svg ", f'<svg y="{below}" width="{WIDTH}" height="{height}" ', 1)
        )
        below += height + SMALL_PX
        parts += _lines(small, below, SMALL_PX, "")
        below += SMALL_PX * len(small)
    whole = round(below * width_px / WIDTH)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" width="{width_px}" height="{whole}" '
        f'viewBox="0 0 {WIDTH} {below}"><title>{escape(answer.question)}</title><style>{CHART_STYLE}</style>'
        f'<rect class="paper" width="{WIDTH}" height="{below}"/>{"".join(parts)}</svg>'
    )


def _height_of(svg: str) -> int:
    found = _BOX.search(svg)
    return int(found[1]) if found else 0


def _lines(lines: Sequence[str], first: int, step: int, kind: str) -> list[str]:
    return [_text(EDGE, first + step * n, line, kind) for n, line in enumerate(lines)]


def _text(x: float, y: float, words: str, kind: str) -> str:
    return f'<text x="{x:g}" y="{y:g}" class="{kind}">{escape(words)}</text>'
