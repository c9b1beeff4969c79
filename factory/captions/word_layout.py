"""Where the words of a burned cue stand: lines inside the safe area, each word at its own place."""

from collections.abc import Sequence
from dataclasses import dataclass

from factory.presets.caption_styles import CaptionStyle
from factory.text.phrases import seam
from factory.typography.line_breaking import (
    Part,
    balanced,
    broken,
    line_text,
    parts_of,
    right_to_left,
    visual_order,
)
from factory.typography.text_metrics import Lettering, Stance
from factory.video_formats.formats import FormatCaptions, Picture

SHADOW_EM = 0.11
SHADOW_BLUR_EM = 0.07
SHADOW_DROP_EM = 0.05
EDGE_EM = SHADOW_EM + 2 * SHADOW_BLUR_EM
"""How far anything is drawn beyond the letters: a blur ends at about twice its radius."""
LINE_EM = 1.2
WORD_SPACE = 1.6
"""Times the font's own space: the outlines eat some of it."""
GROWING_SPACE = 0.9
"""Space that is added where words grow, as a share of how much they do: they come no nearer."""
GROW_EM = 0.4
"""Most width that a growing word gains: a long one would cover its neighbours."""
BASELINE_EM = 0.3
"""How far below the middle of its line every word stands, whatever font draws it."""
BOX_SIDE_EM, BOX_LINE_EM, BOX_RADIUS_EM = 0.36, 1.38, 0.26
BOX_INK_EM = 0.09
"""Least distance of letters from a box's upper and lower edge: marks of some writings reach far."""
BOX_REACH_EM = 0.16
"""How much higher and lower a box becomes for them."""
SMALLEST_SCALE = 0.75
"""Text that would have to be smaller than this is cut into more lines instead."""
BLOCK_HEIGHT = 0.26
"""Most of the frame's height that the lines of one cue fill."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Placed:
    """A word, or a part of one, at its place: centre and width in pixels."""

    text: str
    word: int
    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Setting:
    """A cue as it stands in the frame."""

    em: float
    placed: tuple[Placed, ...]
    boxes: tuple[Box, ...]
    """Left, top, width and height of a box behind each line."""


def set_words(
    words: Sequence[str],
    style: CaptionStyle,
    of_format: FormatCaptions,
    picture: Picture,
    lettering: Lettering,
    language: str,
    glued: Sequence[bool] = (),
) -> Setting:
    """Set words in one line or two, centred, the last line on the of_format's baseline.

    Text stays inside the of_format's safe area whatever the words are: it shrinks a little when two
    lines are too narrow, and is cut into more lines, long words broken, when that is not enough.

    Args:
        words: safe, not empty, as they are drawn.
        style: complete, as `caption_style_of` returns it.
        of_format: the format's own, for the safe area.
        picture: the output frame.
        lettering: measures them.
        language: of the words, BCP 47, for the places where one is broken; empty if unknown.
        glued: of each word, whether no space stands before it; of none where it is empty.
    """
    em = (style.size or of_format.size) * picture.height
    ruler = _Ruler(style, of_format, lettering, em)
    room = of_format.safe_width * picture.width - 2 * _edge_em(style) * em
    lines, widest = _few_lines(words, ruler, room, glued)
    if room / widest < SMALLEST_SCALE:
        lines, widest = _many_lines(words, ruler, room, of_format, picture, language, glued)
    scale = min(1.0, room / widest, BLOCK_HEIGHT * picture.height / (LINE_EM * em * len(lines)))
    return _stood(lines, ruler, scale, of_format, picture)


class _Ruler:
    """Measures parts and lines at one size."""

    def __init__(
        self, style: CaptionStyle, of_format: FormatCaptions, lettering: Lettering, em: float
    ) -> None:
        self.style, self.em = style, em
        self._font, self._lettering = style.font or of_format.font, lettering
        self.space = self.width(" ") * WORD_SPACE + GROWING_SPACE * style.grow * em

    def width(self, text: str) -> float:
        return self._lettering.text_width(text, self._font, self.em)

    def stance(self, text: str) -> Stance:
        return self._lettering.stance(text, self._font, self.em)

    def line(self, parts: Sequence[Part]) -> float:
        gaps = sum(self.space for part in parts[1:] if part.spaced)
        return sum(self.width(part.text) for part in parts) + gaps

    def grown(self, parts: Sequence[Part]) -> float:
        """Return the width that a growing word adds to a line."""
        widest = max(self.width(part.text) for part in parts)
        return min(widest * self.style.grow, GROW_EM * self.em)


def _few_lines(
    words: Sequence[str], ruler: _Ruler, room: float, glued: Sequence[bool]
) -> tuple[list[Sequence[Part]], float]:
    parts = [Part(word, n, not any(glued[n : n + 1])) for n, word in enumerate(words)]
    free = room - ruler.grown(parts)
    lines: list[Sequence[Part]] = [parts]
    if len(parts) > 1 and ruler.line(parts) > free:

        def badness(cut: int) -> float:
            halves = ruler.line(parts[:cut]), ruler.line(parts[cut:])
            over = sum(max(0.0, half - free) for half in halves)
            uneven = abs(halves[0] - halves[1]) / free
            return over * 10 + 4 * uneven + seam(words[cut - 1], words[cut]) / 3

        cut = min(range(1, len(parts)), key=badness)
        lines = [parts[:cut], parts[cut:]]
    return lines, max(ruler.line(line) + ruler.grown(line) for line in lines)


def _many_lines(
    words: Sequence[str],
    ruler: _Ruler,
    room: float,
    of_format: FormatCaptions,
    picture: Picture,
    language: str,
    glued: Sequence[bool],
) -> tuple[list[Sequence[Part]], float]:
    """Break what is wider than the room and fill as many lines as the block may have."""
    for shrink in (1.0, 0.8, 0.64, 0.5, 0.4, 0.3, 0.2):
        free = (room - GROW_EM * ruler.em * bool(ruler.style.grow)) / shrink
        parts = [
            p for part in parts_of(words, glued) for p in broken(part, ruler.width, free, language)
        ]
        widths = [ruler.width(part.text) for part in parts]
        gaps = [ruler.space if part.spaced else 0.0 for part in parts]
        most = max(2, int(BLOCK_HEIGHT * picture.height / (LINE_EM * ruler.em * shrink)))
        spans = balanced(widths, gaps, most)
        lines: list[Sequence[Part]] = [parts[a:b] for a, b in spans]
        widest = max(ruler.line(line) + ruler.grown(line) for line in lines)
        if widest <= room / shrink * 1.001:
            return _fewest(lines, parts, widths, gaps, ruler, room / shrink)
    return lines, widest


def _fewest(
    lines: list[Sequence[Part]],
    parts: Sequence[Part],
    widths: Sequence[float],
    gaps: Sequence[float],
    ruler: _Ruler,
    room: float,
) -> tuple[list[Sequence[Part]], float]:
    """Return the setting in the fewest lines that the room holds."""
    for count in range(1, len(lines)):
        fewer: list[Sequence[Part]] = [parts[a:b] for a, b in balanced(widths, gaps, count)]
        widest = max(ruler.line(line) + ruler.grown(line) for line in fewer)
        if widest <= room:
            return fewer, max(widest, room)
    return lines, max(room, max(ruler.line(line) + ruler.grown(line) for line in lines))


def _stood(
    lines: Sequence[Sequence[Part]],
    ruler: _Ruler,
    scale: float,
    of_format: FormatCaptions,
    picture: Picture,
) -> Setting:
    em, style = ruler.em * scale, ruler.style
    height = LINE_EM * em
    bottom = _bottom(height * len(lines), len(lines), em, style, of_format, picture)
    from_right = right_to_left(" ".join(line_text(line) for line in lines))
    placed: list[Placed] = []
    boxes: list[Box] = []
    for n, line in enumerate(lines):
        y = bottom - height * (len(lines) - n - 0.5)
        width = ruler.line(line) * scale
        x = left = (picture.width - width) / 2
        for at, index in enumerate(visual_order([part.text for part in line], from_right)):
            part = line[index]
            x += ruler.space * scale if at and _apart(line, index, from_right) else 0.0
            own = ruler.width(part.text) * scale
            stands = y + BASELINE_EM * em - ruler.stance(part.text).baseline * scale
            placed.append(Placed(part.text, part.word, x + own / 2, stands, own))
            x += own
        top, end = _upright(ruler.stance(line_text(line)), scale, em)
        side = BOX_SIDE_EM * em
        boxes.append((left - side, y + top, width + 2 * side, end - top))
    return Setting(em, tuple(placed), tuple(boxes))


def _upright(stance: Stance, scale: float, em: float) -> tuple[float, float]:
    """Return where a line's box begins and ends, from the middle of the line."""
    half, baseline = BOX_LINE_EM / 2 * em, BASELINE_EM * em
    most = half + BOX_REACH_EM * em
    above = stance.above * scale - baseline + BOX_INK_EM * em
    below = stance.below * scale + baseline + BOX_INK_EM * em
    return -min(max(half, above), most), min(max(half, below), most)


def _apart(line: Sequence[Part], index: int, from_right: bool) -> bool:
    """Return whether a space stands on the left of a part."""
    other = index + 1 if from_right else index
    return other >= len(line) or line[other].spaced


def _bottom(
    block: float,
    count: int,
    em: float,
    style: CaptionStyle,
    of_format: FormatCaptions,
    picture: Picture,
) -> float:
    """Return where the last line ends: outline, shadow and box stay inside the safe area too."""
    edge = (_edge_em(style) + SHADOW_DROP_EM + style.grow) * em
    if style.manner == "boxed":
        edge = ((BOX_LINE_EM - LINE_EM) / 2 + BOX_REACH_EM) * em
    lowest = of_format.safe_bottom * picture.height - edge
    highest = of_format.safe_top * picture.height + edge + block
    more = max(0, count - 2) * block / count / 2
    return max(min(of_format.baseline * picture.height + more, lowest), highest)


def _edge_em(style: CaptionStyle) -> float:
    return BOX_SIDE_EM if style.manner == "boxed" else max(EDGE_EM, style.outline)
