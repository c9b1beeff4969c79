"""Hook and lower thirds: the title on the first seconds, and a chapter's title where it begins."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factory.channel.branding import Hook, LowerThirds
from factory.graphics.contrast import BACKINGS, HOOK_OPACITY, LOWER_THIRD_OPACITY, WHITE
from factory.presets.fonts import LOWER_THIRD_FONT, TITLE_FONT
from factory.text.capitals import capitals
from factory.typography.ass_script import (
    Change,
    Event,
    ass_alpha,
    ass_colour,
    lettered,
    rounded_boxes,
    safe,
)
from factory.typography.line_breaking import Block, fitted, right_to_left
from factory.typography.text_metrics import Lettering
from factory.video_formats.formats import FormatCaptions, Picture

BOXES, LETTERS = 3, 4
"""Layers above those of captions."""
HOOK_HEIGHT = 0.22
"""Of the frame's height, from the top of the safe area: captions stand well below."""
HOOK_SIZES = (0.026, 0.062)
"""Smallest and largest em, as fractions of the longer side."""
HOOK_LINES, LINE_EM = 4, 1.26
HOOK_INK_EM = 0.1
"""Least distance of letters from the upper and the lower edge of their box."""
OUT_MS = 220
LOWER_LEFT, LOWER_WIDTH = 0.055, 0.62
"""Of the frame's width."""
LOWER_BOTTOM = 0.875
"""Of the frame's height: where the box of a lower third ends."""
LOWER_SIZES = (0.030, 0.052)
LOWER_LINES = 2
LOWER_DELAY_SECONDS = 0.5
LOWER_IN_MS, LOWER_OUT_MS = 450, 450
RIGHT_TO_LEFT_MARK = "\u200f"


@dataclass(frozen=True, slots=True)
class ChapterStart:
    """A chapter's title and the frame of the video on which it begins."""

    title: str
    frame: int


def hook_events(
    title: str,
    hook: Hook,
    of_format: FormatCaptions,
    picture: Picture,
    lettering: Lettering,
    language: str = "",
) -> list[Event]:
    """Return what draws the title on the first seconds, each line on a box of its own width.

    It stands whole on the first frame, which players show as the video's still.

    Raises:
        BadInput: no font has its letters.
    """
    text = capitals(safe(lettering.drawable(safe(title), TITLE_FONT)), language)
    end = round(hook.seconds * picture.fps)
    if not text or not end:
        return []
    longer = max(picture.width, picture.height)
    sides = of_format.safe_width * picture.width
    small, large = (size * longer for size in HOOK_SIZES)
    pad = 0.34 * large
    block = fitted(
        text,
        lambda line: lettering.text_width(line, TITLE_FONT, 1),
        sides - 2 * pad,
        HOOK_HEIGHT * picture.height,
        (small, large),
        HOOK_LINES,
        LINE_EM,
        language,
    )
    return list(_hook(block, hook, of_format, picture, lettering, right_to_left(text), end))


def _hook(
    block: Block,
    hook: Hook,
    of_format: FormatCaptions,
    picture: Picture,
    lettering: Lettering,
    from_right: bool,
    end: int,
) -> Iterator[Event]:
    em, tall = block.size, LINE_EM * block.size
    stances = [lettering.stance(line, TITLE_FONT, em) for line in block.lines]
    # Ink stands in the middle of its boxes, on one baseline; marks that reach far widen them.
    sinks = (max(s.above for s in stances) - max(s.below for s in stances)) / 2
    highs = [max(tall / 2, s.above - sinks + HOOK_INK_EM * em) for s in stances]
    lows = [max(tall / 2, s.below + sinks + HOOK_INK_EM * em) for s in stances]
    top = of_format.safe_top * picture.height + highs[0] - tall / 2
    middle = picture.width / 2
    going = (Change(*_last_ms(end, picture, OUT_MS), r"\alpha&HFF&"),)
    boxes: list[tuple[float, float, float, float]] = []
    for n, line in enumerate(block.lines):
        width = lettering.text_width(line, TITLE_FONT, em) + 0.68 * em
        upper = top + (n + 0.5) * tall - highs[n]
        boxes.append((middle - width / 2, upper, width, highs[n] + lows[n] + 0.5))
    fill = rf"\bord0\1c{ass_colour(hook.box_colour)}\1a{ass_alpha(HOOK_OPACITY)}"
    shape = rounded_boxes(boxes, 0.14 * em)
    yield Event(BOXES, 0, end, rf"\an7\pos(0,0){fill}\p1", shape, going)
    for n, line in enumerate(block.lines):
        y = top + (n + 0.5) * tall + sinks - stances[n].baseline
        place = rf"\an5\pos({middle:.1f},{y:.1f})"
        text = lettered(_directed(line, from_right), TITLE_FONT, em, lettering)
        tags = rf"{place}\bord0\1c{ass_colour(hook.colour)}"
        yield Event(LETTERS, 0, end, tags, text, going)


def lower_third_events(
    chapters: Sequence[ChapterStart],
    thirds: LowerThirds,
    picture: Picture,
    frames: int,
    lettering: Lettering,
    language: str = "",
) -> list[Event]:
    """Return what draws each chapter's title for a few seconds, low in the picture.

    Args:
        chapters: in order; one ends the title of the one before.
        thirds: how long they stand, and the colour of their rule.
        picture: the output frame.
        frames: of the whole video.
        lettering: measures them.

    Raises:
        BadInput: no font has a title's letters.
    """
    events: list[Event] = []
    limits = [*(chapter.frame for chapter in chapters[1:]), frames]
    for chapter, limit in zip(chapters, limits, strict=True):
        first = chapter.frame + round(LOWER_DELAY_SECONDS * picture.fps)
        end = min(first + round(thirds.seconds * picture.fps), limit)
        text = safe(lettering.drawable(safe(chapter.title), LOWER_THIRD_FONT))
        if text and end > first:
            events += _lower_third(text, thirds, picture, lettering, language, first, end)
    return events


def _lower_third(
    text: str,
    thirds: LowerThirds,
    picture: Picture,
    lettering: Lettering,
    language: str,
    first: int,
    end: int,
) -> Iterator[Event]:
    small, large = (size * picture.height for size in LOWER_SIZES)
    from_right = right_to_left(text)
    block = fitted(
        text,
        lambda line: lettering.text_width(line, LOWER_THIRD_FONT, 1),
        LOWER_WIDTH * picture.width,
        LOWER_LINES * LINE_EM * large,
        (small, large),
        LOWER_LINES,
        LINE_EM,
        language,
    )
    em, tall = block.size, LINE_EM * block.size
    rule, pad = max(2.0, 0.11 * em), 0.5 * em
    inner = max(lettering.text_width(line, LOWER_THIRD_FONT, em) for line in block.lines)
    width, height = inner + 2 * pad + rule, tall * len(block.lines) + 0.56 * em
    left = LOWER_LEFT * picture.width
    if from_right:
        left = picture.width - left - width
    top = LOWER_BOTTOM * picture.height - height
    edge = left + width - rule if from_right else left
    box, ink = ass_colour(BACKINGS[0]), ass_colour(WHITE)
    shapes = (
        (rf"\1c{box}\1a{ass_alpha(LOWER_THIRD_OPACITY)}", (left, top, width, height)),
        (rf"\1c{ass_colour(thirds.accent)}\1a&H00&", (edge, top, rule, height)),
    )
    span = _last_ms(end - first, picture, LOWER_OUT_MS)
    for look, box in shapes:
        yield _faded(look, rounded_boxes([box], 0), first, end, span)
    x = edge - pad if from_right else edge + rule + pad
    for n, line in enumerate(block.lines):
        y = top + 0.28 * em + (n + 0.5) * tall
        text = lettered(_directed(line, from_right), LOWER_THIRD_FONT, em, lettering)
        tags = rf"\an{6 if from_right else 4}\pos({x:.1f},{y:.1f})\bord0\1c{ink}\alpha&HFF&"
        changes = (Change(0, LOWER_IN_MS, r"\alpha&H00&"), Change(*span, r"\alpha&HFF&"))
        yield Event(LETTERS, first, end, tags, text, changes)


def _faded(look: str, shape: str, first: int, end: int, span: tuple[int, int]) -> Event:
    """Return a shape that comes from nothing to its own opacity, and goes again."""
    colour, _, alpha = look.partition(r"\1a")
    tags = rf"\an7\pos(0,0)\bord0{colour}\1a&HFF&\p1"
    coming = Change(0, LOWER_IN_MS, rf"\1a{alpha}")
    return Event(BOXES, first, end, tags, shape, (coming, Change(*span, r"\1a&HFF&")))


def _last_ms(frames: int, picture: Picture, fade_ms: int) -> tuple[int, int]:
    """Return when the last `fade_ms` of so many frames begin and end, in ms."""
    total = round(frames * 1000 / picture.rate)
    return max(0, total - fade_ms), total


def _directed(line: str, from_right: bool) -> str:
    """Let a line of a text that is read from the right be so even if Latin letters begin it."""
    return RIGHT_TO_LEFT_MARK + line if from_right else line
