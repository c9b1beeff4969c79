"""A thumbnail's title: set as large as its layout has room for, and written as one ASS frame."""

from collections.abc import Iterator
from dataclasses import dataclass

from factory.presets.fonts import TITLE_FONT
from factory.presets.thumbnail_layouts import Place, ThumbnailLayout
from factory.text.capitals import capitals
from factory.typography.ass_script import (
    STILL,
    Event,
    ass_colour,
    lettered,
    rounded_boxes,
    safe,
    write_ass,
)
from factory.typography.line_breaking import fitted, right_to_left
from factory.typography.text_metrics import Lettering
from factory.video_formats.formats import Picture

MOST_CHARS = 120
MOST_LINES = 4
LINE_EM = 1.2
OUTLINE_EM = 0.045
SMALLEST = 0.055
"""Of the shorter side: below this a title cannot be read on a phone and is cut instead."""
BAR_ROOM_EM = 0.3


@dataclass(frozen=True, slots=True)
class Title:
    """A title in its place, in pixels."""

    lines: tuple[str, ...]
    em: float
    top: float
    bottom: float
    script: bytes | None
    """Draws it on a frame of the thumbnail's size."""


def set_title(
    title: str,
    language: str,
    layout: ThumbnailLayout,
    accent: str,
    width: int,
    height: int,
    lettering: Lettering,
) -> Title:
    """Return the largest setting of a title that its layout holds, with its accent above it.

    Args:
        title: as the listing has it.
        language: of the title, BCP 47; a word too long for its line is hyphenated as it does.
        layout: where the title stands.
        accent: colour of the bar, as `FFD633`.
        width: of the thumbnail, in pixels.
        height: likewise.
        lettering: measures the type.

    Raises:
        BadInput: no font has its letters.
    """
    text = safe(title)
    if len(text) > MOST_CHARS:
        text = text[:MOST_CHARS].rsplit(" ", 1)[0] + "…"
    text = capitals(safe(lettering.drawable(text, TITLE_FONT)))
    place = layout.wide if width > height else layout.upright
    short = min(width, height)
    room = (place.bottom - place.top) * height
    block = fitted(
        text,
        lambda line: lettering.text_width(line, TITLE_FONT, 1) + 2 * OUTLINE_EM,
        (place.right - place.left) * width,
        room * 0.94,
        (SMALLEST * short, place.largest * short),
        MOST_LINES,
        LINE_EM,
        language,
    )
    em, tall = block.size, LINE_EM * block.size * len(block.lines)
    whole = tall + BAR_ROOM_EM * em
    spare = room - whole if layout.anchor == "bottom" else (room - whole) / 2
    top = place.top * height + max(0.0, spare)
    picture = Picture(width=width, height=height, fps=25)
    events = _events(block.lines, em, top, place, accent, picture, lettering)
    return Title(block.lines, em, top, top + whole, write_ass(events, picture, 0, 1, matrix=STILL))


def _events(
    lines: tuple[str, ...],
    em: float,
    top: float,
    place: Place,
    accent: str,
    picture: Picture,
    lettering: Lettering,
) -> Iterator[Event]:
    from_right = right_to_left(" ".join(lines))
    centred = place.align == "centre"
    left, right = place.left * picture.width, place.right * picture.width
    x = (left + right) / 2 if centred else right if from_right else left + OUTLINE_EM * em
    column = 5 if centred else 6 if from_right else 4
    if lines:
        bar = x - 0.45 * em if centred else x - 0.9 * em if from_right else x
        shape = rounded_boxes([(bar, top, 0.9 * em, 0.09 * em)], 0)
        yield Event(1, 0, 1, rf"\an7\pos(0,0)\bord0\1c{ass_colour(accent)}\p1", shape)
    for n, line in enumerate(lines):
        y = top + BAR_ROOM_EM * em + (n + 0.5) * LINE_EM * em
        marked = "\u200f" + line if from_right else line
        text = lettered(marked, TITLE_FONT, em, lettering)
        shadow = rf"\an{column}\pos({x:.1f},{y + 0.05 * em:.1f})\bord{OUTLINE_EM * em:.1f}"
        yield Event(0, 0, 1, rf"{shadow}\blur{0.07 * em:.1f}\1c&H120C0A&\3c&H120C0A&", text)
        outline = rf"\bord{OUTLINE_EM * em:.1f}\3c&H120C0A&"
        yield Event(2, 0, 1, rf"\an{column}\pos({x:.1f},{y:.1f}){outline}\1c&HFFFFFF&", text)
