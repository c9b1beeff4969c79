"""ASS scripts: what is drawn over a video's frames, written out for any stretch of them.

Events count in frames of the whole video; a script is written for one segment, in its own time.
What goes on across a segment's edge stands in both scripts, as far on as it was: nothing flickers
and nothing begins again.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from factory.text.hidden_characters import one_line, without_hidden
from factory.typography.text_metrics import Lettering
from factory.video_formats.formats import Picture

LOOK_ALIKES = str.maketrans({"{": "(", "}": ")", "\\": "/"})
"""Characters that begin a command in ASS, and what is drawn in their place."""

FILM, STILL = "TV.709", "None"

HEADER = """\
[Script Info]
ScriptType: v4.00+
PlayResX: {width}
PlayResY: {height}
WrapStyle: 2
ScaledBorderAndShadow: yes
YCbCr Matrix: {matrix}

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, \
Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, \
Alignment, MarginL, MarginR, MarginV, Encoding
Style: Word,Poppins ExtraBold,40,&H00FFFFFF,&H00FFFFFF,&H00140F0C,&H00000000,\
0,0,0,0,100,100,0,0,1,0,0,5,0,0,0,-1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""
"""Encoding -1: a line begins on the side from which its first letter is read."""


@dataclass(frozen=True, slots=True)
class Change:
    """Commands that take effect little by little, in ms from the event's first frame."""

    begin_ms: int
    end_ms: int
    tags: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something drawn from frame `first` to frame `end` (excluded) of the video."""

    layer: int
    first: int
    end: int
    tags: str
    text: str
    """Already safe: letters from `lettered`, or the lines of a shape."""
    changes: tuple[Change, ...] = ()


def write_ass(
    events: Iterable[Event], picture: Picture, first: int, end: int, *, matrix: str = FILM
) -> bytes | None:
    """Return the script of frames `first` to `end` (excluded), or None when nothing is drawn.

    The script's time begins at `first`. `matrix` says what its colours are drawn on: a film, or
    with `STILL` a picture of red, green and blue, on which white is not dimmed.
    """
    lines = [
        f"Dialogue: {_written(cut, picture)}\n"
        for event in events
        if (cut := within(event, first, end, picture.rate)) is not None
    ]
    if not lines:
        return None
    header = HEADER.format(width=picture.width, height=picture.height, matrix=matrix)
    return (header + "".join(lines)).encode()


def within(event: Event, first: int, end: int, rate: Fraction) -> Event | None:
    """Return the part of an event that lies between two frames, counted from the first of them."""
    if event.end <= first or event.first >= end or event.end <= event.first:
        return None
    gone_ms = round(max(0, first - event.first) * 1000 / rate)
    changes = tuple(
        Change(change.begin_ms - gone_ms, change.end_ms - gone_ms, change.tags)
        for change in event.changes
    )
    start = max(event.first, first) - first
    return replace(event, first=start, end=min(event.end, end) - first, changes=changes)


def centiseconds(frame: int, rate: Fraction) -> int:
    """Return the time that lies after the frame before and not after this one.

    ASS counts in 10 ms, frames last longer: whatever starts then is first seen on `frame`, and
    whatever ends then is last seen on the frame before.
    """
    return (frame - 1) * 100 // rate + 1 if frame > 0 else 0


def safe(text: str) -> str:
    """Return the text on one line, with nothing in it that is a command."""
    return one_line(without_hidden(text)).translate(LOOK_ALIKES)


def lettered(text: str, font: str, em: float, lettering: Lettering) -> str:
    """Return a safe text with, before each part, the font that draws it at this size."""
    parts: list[str] = []
    for run in lettering.runs(text, font):
        size = lettering.script_size(run.font, em)
        parts.append(rf"{{\fn{run.font}\fs{size:.2f}\b{int(run.bold)}}}{run.text}")
    return "".join(parts)


def ass_colour(colour: str) -> str:
    """Return `RRGGBB`, with or without `#`, as ASS writes it: blue, green, red."""
    digits = colour.removeprefix("#").upper()
    return f"&H{digits[4:]}{digits[2:4]}{digits[:2]}&"


def ass_alpha(opacity: float) -> str:
    """Return an opacity from 0 to 1 as ASS writes it: 00 is opaque."""
    return f"&H{round(255 * (1 - opacity)):02X}&"


def rounded_boxes(boxes: Sequence[tuple[float, float, float, float]], radius: float) -> str:
    """Return the outline of boxes (left, top, width, height); what they share is drawn once."""
    return " ".join(_rounded(*box, radius) for box in boxes)


def _rounded(left: float, top: float, width: float, height: float, radius: float) -> str:
    r = min(radius, width / 2, height / 2)
    k = 0.4477 * r  # a quarter of a circle as one Bezier curve
    right, bottom = left + width, top + height
    corners = (
        f"m {left + r:.1f} {top:.1f} l {right - r:.1f} {top:.1f}",
        f"b {right - k:.1f} {top:.1f} {right:.1f} {top + k:.1f} {right:.1f} {top + r:.1f}",
        f"l {right:.1f} {bottom - r:.1f}",
        f"b {right:.1f} {bottom - k:.1f} {right - k:.1f} {bottom:.1f} {right - r:.1f} {bottom:.1f}",
        f"l {left + r:.1f} {bottom:.1f}",
        f"b {left + k:.1f} {bottom:.1f} {left:.1f} {bottom - k:.1f} {left:.1f} {bottom - r:.1f}",
        f"l {left:.1f} {top + r:.1f}",
        f"b {left:.1f} {top + k:.1f} {left + k:.1f} {top:.1f} {left + r:.1f} {top:.1f}",
    )
    return " ".join(corners)


def _written(event: Event, picture: Picture) -> str:
    times = f"{_stamp(event.first, picture)},{_stamp(event.end, picture)}"
    tags = event.tags + "".join(_animated(event.changes))
    text = event.text.removeprefix("{") if event.text.startswith("{") else "}" + event.text
    return f"{event.layer},{times},Word,,0,0,0,,{{{tags}{text}"


def _animated(changes: Iterable[Change]) -> Iterator[str]:
    for change in changes:
        if change.end_ms <= 0:
            yield change.tags
        else:
            yield rf"\t({change.begin_ms},{change.end_ms},{change.tags})"


def _stamp(frame: int, picture: Picture) -> str:
    total = centiseconds(frame, picture.rate)
    minutes, rest = divmod(total, 6000)
    return f"{minutes // 60}:{minutes % 60:02d}:{rest // 100:02d}.{rest % 100:02d}"
