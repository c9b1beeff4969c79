"""ASS scripts: a few words at a time drawn into the picture, the spoken one lit.

Every word stands at its own place, so that the lit one may grow without moving the others. Times
are frame numbers until the last moment: what changes on a frame changes on that frame everywhere.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Protocol

from factory.captions import Cue
from factory.characters import one_line, without_hidden
from factory.formats import CaptionStyle, Picture
from factory.phrases import seam

OUTLINE_EM = 0.085
SHADOW_EM = 0.11
SHADOW_BLUR_EM = 0.07
SHADOW_DROP_EM = 0.05
EDGE_EM = SHADOW_EM + 2 * SHADOW_BLUR_EM
"""How far anything is drawn beyond the letters: a blur ends at about twice its radius."""
LINE_EM = 1.2
WORD_SPACE = 1.6
"""Times the font's own space: the outlines eat some of it."""
POP, LIT = 0.10, 0.05
"""How much larger a word is at the height of its pop, and while it stays lit."""
POP_EM = 0.4
"""Most width that the pop adds: a long word would cover its neighbours."""
LIT_COLOUR = "&H33D6FF&"
"""Warm yellow, as ASS writes colours: blue, green, red."""

LOOK_ALIKES = str.maketrans({"{": "(", "}": ")", "\\": "/"})
"""Characters that begin a command in ASS, and what is drawn in their place."""

HEADER = """\
[Script Info]
ScriptType: v4.00+
PlayResX: {width}
PlayResY: {height}
WrapStyle: 2
ScaledBorderAndShadow: yes
YCbCr Matrix: TV.709

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, \
Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, \
Alignment, MarginL, MarginR, MarginV, Encoding
Style: Word,{font},{size:.2f},&H00FFFFFF,&H00FFFFFF,&H00140F0C,&H00000000,\
0,0,0,0,100,100,0,0,1,{outline:.2f},0,5,0,0,0,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


class Lettering(Protocol):
    """What a script must know of fonts before anything is drawn."""

    def text_width(self, text: str, font: str, size_px: float) -> float:
        """Return how wide a line is drawn, in pixels; `size_px` is one em."""
        ...

    def script_size(self, font: str, size_px: float) -> float:
        """Return the font size that ASS wants for an em of `size_px`."""
        ...

    def drawable(self, text: str, font: str) -> str:
        """Return the text without symbols that the font lacks.

        Raises:
            BadInput: it lacks letters; the message names them.
        """
        ...


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it is drawn; `lit` is the first frame on which it is spoken."""

    text: str
    width: float
    lit: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A word at its place: centre, width and em in pixels, and what shrinks it if need be."""

    text: str
    x: float
    y: float
    width: float
    em: float
    shrink: str


def write_ass(
    cues: Sequence[Cue], style: CaptionStyle, picture: Picture, lettering: Lettering
) -> str:
    """Return a whole ASS script that draws the cues over a picture of this size.

    Text stays inside the style's safe area whatever the words are: a cue that is too wide is set
    in two lines, and shrinks when that is not enough. No text can act as a command.

    Raises:
        BadInput: the style's font is unknown, or lacks letters of the words.
    """
    em = style.size * picture.height
    header = HEADER.format(
        width=picture.width,
        height=picture.height,
        font=style.font,
        size=lettering.script_size(style.font, em),
        outline=OUTLINE_EM * em,
    )
    events = [event for cue in cues for event in _events(cue, style, picture, lettering)]
    return header + "".join(f"Dialogue: {event}\n" for event in events)


def centiseconds(frame: int, rate: Fraction) -> int:
    """Return the time that lies after the frame before and not after this one.

    ASS counts in 10 ms, frames last longer: whatever starts then is first seen on `frame`, and
    whatever ends then is last seen on the frame before.
    """
    return (frame - 1) * 100 // rate + 1 if frame > 0 else 0


def _events(cue: Cue, style: CaptionStyle, picture: Picture, lettering: Lettering) -> Iterator[str]:
    words = _words(cue, style, picture, lettering)
    first, end = round(cue.start * picture.fps), round(cue.end * picture.fps)
    if not words or end <= first:
        return
    lits = [first, *(word.lit for word in words[1:]), end]
    for placed, (lit, unlit) in zip(
        _placed(words, style, picture, lettering), pairwise(lits), strict=True
    ):
        spans = (
            (0, _shadow(placed), first, end),
            (1, "", first, lit),
            (2, _pop(placed), lit, unlit),
        )
        for layer, look, start, stop in (*spans, (1, "", unlit, end)):
            if start < stop:
                times = f"{_stamp(start, picture)},{_stamp(stop, picture)}"
                drop = SHADOW_DROP_EM * placed.em if layer == 0 else 0.0
                yield f"{layer},{times},Word,,0,0,0,,{_text(placed, look, drop)}"


def _words(cue: Cue, style: CaptionStyle, picture: Picture, lettering: Lettering) -> list[Word]:
    em = style.size * picture.height
    first, end = round(cue.start * picture.fps), round(cue.end * picture.fps)
    words: list[Word] = []
    for spoken in cue.words:
        text = one_line(without_hidden(spoken.text)).translate(LOOK_ALIKES)
        text = one_line(lettering.drawable(text, style.font))
        if text:
            lit = min(max(first, round(spoken.start * picture.fps)), end)
            words.append(Word(text, lettering.text_width(text, style.font, em), lit))
    return words


def _placed(
    words: Sequence[Word], style: CaptionStyle, picture: Picture, lettering: Lettering
) -> list[Placed]:
    """Set the words in one line or two, centred, the last line on the style's baseline."""
    em = style.size * picture.height
    space = lettering.text_width(" ", style.font, em) * WORD_SPACE
    room = style.safe_width * picture.width
    room -= 2 * EDGE_EM * em
    lines = _lines(words, space, room - _pop_width(words, em))
    widest = max(_line_width(line, space) + _pop_width(line, em) for line in lines)
    scale = min(1.0, room / widest)
    height = LINE_EM * em * scale
    # Outline, shadow and the pop of a lit word may not leave the safe area either.
    edge = (EDGE_EM + SHADOW_DROP_EM + POP) * em
    lowest = style.safe_bottom * picture.height - edge
    highest = style.safe_top * picture.height + edge + height * len(lines)
    bottom = max(min(style.baseline * picture.height, lowest), highest)
    shrink = (
        "" if scale == 1 else _shrink(lettering.script_size(style.font, em * scale), em * scale)
    )
    placed: list[Placed] = []
    for n, line in enumerate(lines):
        y = bottom - height * (len(lines) - n - 0.5)
        x = (picture.width - _line_width(line, space) * scale) / 2
        for word in line:
            width = word.width * scale
            placed.append(Placed(word.text, x + width / 2, y, width, em * scale, shrink))
            x += width + space * scale
    return placed


def _lines(words: Sequence[Word], space: float, room: float) -> list[Sequence[Word]]:
    if len(words) == 1 or _line_width(words, space) <= room:
        return [words]

    def badness(cut: int) -> float:
        halves = _line_width(words[:cut], space), _line_width(words[cut:], space)
        over = sum(max(0.0, half - room) for half in halves)
        uneven = abs(halves[0] - halves[1]) / room
        return over * 10 + 4 * uneven + seam(words[cut - 1].text, words[cut].text) / 3

    cut = min(range(1, len(words)), key=badness)
    return [words[:cut], words[cut:]]


def _line_width(words: Sequence[Word], space: float) -> float:
    return sum(word.width for word in words) + space * (len(words) - 1)


def _pop_width(words: Sequence[Word], em: float) -> float:
    """Return the width that a popping word adds to a line."""
    return min(max(word.width for word in words) * POP, POP_EM * em)


def _shrink(script_size: float, em: float) -> str:
    return rf"\fs{script_size:.2f}\bord{OUTLINE_EM * em:.2f}"


def _shadow(placed: Placed) -> str:
    bord, blur = SHADOW_EM * placed.em, SHADOW_BLUR_EM * placed.em
    return rf"\bord{bord:.1f}\blur{blur:.1f}\1a&HFF&\3a&H78&\3c&H000000&"


def _pop(placed: Placed) -> str:
    """Light a word: it jumps up over two frames and settles over the next three."""
    part = min(1.0, POP_EM * placed.em / (placed.width * POP))
    top, rest = (100 + 100 * growth * part for growth in (POP, LIT))
    return (
        rf"\1c{LIT_COLOUR}\t(0,70,\fscx{top:.1f}\fscy{top:.1f})"
        rf"\t(70,180,\fscx{rest:.1f}\fscy{rest:.1f})"
    )


def _text(placed: Placed, look: str, drop: float) -> str:
    place = rf"\pos({placed.x:.1f},{placed.y + drop:.1f})"
    return f"{{{place}{placed.shrink}{look}}}{placed.text}"


def _stamp(frame: int, picture: Picture) -> str:
    total = centiseconds(frame, picture.rate)
    minutes, rest = divmod(total, 6000)
    return f"{minutes // 60}:{minutes % 60:02d}:{rest // 100:02d}.{rest % 100:02d}"
