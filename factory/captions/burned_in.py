"""Burned captions: every cue as events, in the style that the channel chose."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from factory.captions.cues import Cue
from factory.captions.word_layout import (
    BOX_RADIUS_EM,
    GROW_EM,
    SHADOW_BLUR_EM,
    SHADOW_DROP_EM,
    SHADOW_EM,
    Placed,
    Setting,
    set_words,
)
from factory.presets.caption_styles import CaptionStyle
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
from factory.typography.text_metrics import Lettering
from factory.video_formats.formats import FormatCaptions, Picture

SHADOW, BELOW, WORDS, LIT = 0, 0, 1, 2
"""Layers: what is on a higher one is drawn later."""
GROW_MS, SETTLE_MS, POP_IN_MS = 70, 180, 110


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it is drawn; `lit` is the first frame on which it is spoken."""

    text: str
    lit: int
    glued: bool


def caption_events(
    cues: Sequence[Cue],
    style: CaptionStyle,
    of_format: FormatCaptions,
    picture: Picture,
    lettering: Lettering,
    language: str = "",
) -> list[Event]:
    """Return what draws the cues over a picture of this size, in frames of the video.

    Every word stands at its own place, so that the lit one may grow without moving the others.
    No text can act as a command. The language decides about capitals, and where a long word is broken.

    Raises:
        BadInput: no font has the letters of a word.
    """
    return [
        event
        for cue in cues
        for event in _cue_events(
            cue,
            _words(cue, style, of_format, picture, lettering, language),
            style,
            of_format,
            picture,
            lettering,
            language,
        )
    ]


def _cue_events(
    cue: Cue,
    words: Sequence[Word],
    style: CaptionStyle,
    of_format: FormatCaptions,
    picture: Picture,
    lettering: Lettering,
    language: str,
) -> Iterator[Event]:
    first, end = round(cue.start * picture.fps), round(cue.end * picture.fps)
    if not words or end <= first:
        return
    texts, glued = [word.text for word in words], [word.glued for word in words]
    setting = set_words(texts, style, of_format, picture, lettering, language, glued)
    if style.manner == "boxed":
        yield _box(setting, style, first, end)
    lits = [first, *(word.lit for word in words[1:]), end]
    spans = list(pairwise(lits))
    font = style.font or of_format.font
    for placed in setting.placed:
        text = lettered(placed.text, font, setting.em, lettering)
        drawn = _Drawn(placed, setting.em, style, text, first, end)
        yield from drawn.events(*spans[placed.word])


def _words(
    cue: Cue,
    style: CaptionStyle,
    of_format: FormatCaptions,
    picture: Picture,
    lettering: Lettering,
    language: str,
) -> list[Word]:
    first, end = round(cue.start * picture.fps), round(cue.end * picture.fps)
    words: list[Word] = []
    for spoken in cue.words:
        text = safe(lettering.drawable(safe(spoken.text), style.font or of_format.font))
        if text:
            lit = min(max(first, round(spoken.start * picture.fps)), end)
            shown = capitals(text, language) if style.upper else text
            words.append(Word(shown, lit, spoken.glued))
    return words


def _box(setting: Setting, style: CaptionStyle, first: int, end: int) -> Event:
    box_tags = rf"\bord0\1c{ass_colour(style.box_colour)}\1a{ass_alpha(style.box_opacity)}"
    shape = rounded_boxes(setting.boxes, BOX_RADIUS_EM * setting.em)
    return Event(BELOW, first, end, rf"\an7\pos(0,0){box_tags}\p1", shape)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """One word at its place, from its cue's first frame to its last."""

    placed: Placed
    em: float
    style: CaptionStyle
    text: str
    first: int
    end: int

    def events(self, lit: int, unlit: int) -> Iterator[Event]:
        place = rf"\pos({self.placed.x:.1f},{self.placed.y:.1f})"
        outline = rf"\bord{self.style.outline * self.em:.2f}"
        outline += rf"\3c{ass_colour(self.style.outline_colour)}"
        plain = rf"{place}{outline}\1c{ass_colour(self.style.colour)}"
        if self.style.manner != "boxed":
            yield self._event(SHADOW, self._shadow(), self.first, self.end)
        yield self._event(WORDS, plain, self.first, lit)
        bright = rf"{place}{outline}\1c{ass_colour(self.style.lit_colour)}"
        yield self._event(LIT, bright, lit, unlit, self._growing())
        yield self._event(WORDS, plain, unlit, self.end)

    def _event(
        self, layer: int, tags: str, first: int, end: int, changes: tuple[Change, ...] = ()
    ) -> Event:
        """Return the word's event; one that begins later goes on popping in where it was."""
        if not self.style.pop_in or first > self.first:
            return Event(layer, first, end, tags, self.text, changes)
        small = 100 * (1 - self.style.pop_in)
        popping = Change(0, POP_IN_MS, r"\fscx100\fscy100")
        tags += rf"\fscx{small:.1f}\fscy{small:.1f}"
        return Event(layer, first, end, tags, self.text, (popping, *changes))

    def _shadow(self) -> str:
        bord = max(SHADOW_EM, self.style.outline + 0.03) * self.em
        x, y = self.placed.x, self.placed.y + SHADOW_DROP_EM * self.em
        blur = SHADOW_BLUR_EM * self.em
        place = rf"\pos({x:.1f},{y:.1f})"
        return rf"{place}\bord{bord:.1f}\blur{blur:.1f}\1a&HFF&\3a&H78&\3c&H000000&"

    def _growing(self) -> tuple[Change, ...]:
        """Light a word: it jumps up over two frames and settles over the next three."""
        if not self.style.grow:
            return ()
        grow = self.style.grow
        part = min(1.0, GROW_EM * self.em / (self.placed.width * grow))
        top, rest = 100 + 100 * grow * part, 100 + 50 * grow * part
        return (
            Change(0, GROW_MS, rf"\fscx{top:.1f}\fscy{top:.1f}"),
            Change(GROW_MS, SETTLE_MS, rf"\fscx{rest:.1f}\fscy{rest:.1f}"),
        )
