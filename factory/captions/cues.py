"""Captions: the spoken words as text on time, in the forms that players and platforms read."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import not_
from unicodedata import east_asian_width

from pydantic import Field

from factory.captions.reading_limits_by_language import in_language
from factory.records import FileRef, Payload
from factory.speech.narration import Narration, SpokenSentence, TimingSource
from factory.speech.shared_time import by_weight
from factory.text.phrases import cheapest_runs, seam, two_lines
from factory.text.unspaced import joined, pieces_of
from factory.video_formats.formats import FormatCaptions

MIN_SECONDS, MAX_SECONDS = 0.8, 6.0
"""How long a reading cue stands; Netflix's timed text guide: 5/6 s to 7 s."""
GAP_SECONDS = 2 / 24
"""Two frames of the slowest format: without them two cues look like one that flickers."""
BRIDGE_SECONDS = 0.3
"""A shorter pause between two reading cues is closed down to the gap, or it would flash."""
HOLD_SECONDS = 0.3
"""How long a burned cue stays after its last word when nothing follows at once."""
BREATH_SECONDS = 0.3
"""A pause that is heard; words on both sides of it do not belong together."""
PHRASE_CHARS = 20
"""A burned cue that is wider than so many letters is read slower than it is spoken."""


class CaptionWord(Payload):
    """One word; seconds from the start of the video."""

    text: str
    start: float
    end: float
    glued: bool = Field(default=False, exclude_if=not_)
    """Whether it goes on without a space: a part of what a language writes in one."""


class Cue(Payload):
    """What stands on screen at one time; words in order, seconds from the start of the video."""

    start: float
    end: float
    words: tuple[CaptionWord, ...]

    @property
    def text(self) -> str:
        """The cue as one line."""
        return joined([w.text for w in self.words], [w.glued for w in self.words])


class Captions(Payload):
    """The captions of one video: the same words in every form."""

    video_id: str
    language: str
    timing: TimingSource
    cues: tuple[Cue, ...]
    """Reading cues of the SRT and VTT files."""
    burned: tuple[Cue, ...]
    """Short cues that are drawn into the picture; empty where the format burns none."""
    srt: FileRef
    vtt: FileRef
    font: str = ""


def reading_cues(
    narration: Narration, of_format: FormatCaptions, language: str = ""
) -> tuple[Cue, ...]:
    """Cut the narration into cues for SRT and VTT.

    Each cue holds part of one sentence, at most two lines of `of_format.max_chars_per_line`, cut
    where a clause ends. It stands at least `MIN_SECONDS` and long enough for
    `of_format.max_chars_per_second` where the pause after it allows, ends `GAP_SECONDS` before the
    next, and lies inside the narration.

    Args:
        narration: who says which word when.
        of_format: the format's; a language may have lower limits.
        language: of the words, BCP 47: one that writes no spaces is cut by its words.
    """
    of_format = in_language(of_format, language)
    groups = [
        group
        for sentence in narration.sentences
        for group in _reading_groups(_parts(sentence, language), of_format, narration.sample_rate)
    ]
    cues = _early_enough([_cue(group, narration.sample_rate) for group in groups])
    limits = [*(cue.start - GAP_SECONDS for cue in cues), narration.body_seconds[1]][1:]
    return tuple(_held(cue, limit, of_format) for cue, limit in zip(cues, limits, strict=True))


def burned_cues(
    narration: Narration, of_format: FormatCaptions, language: str = ""
) -> tuple[Cue, ...]:
    """Cut the narration into the few words at a time that are drawn into the picture.

    A cue never crosses a sentence, holds at most `of_format.words_per_cue` words, and no lone word
    where its neighbours can spare one. It ends when the next begins, or `HOLD_SECONDS` after its
    last word when a longer pause follows. See `reading_cues` for the language.
    """
    rate = narration.sample_rate
    groups = [
        words[start:end]
        for sentence in narration.sentences
        for words in [_parts(sentence, language)]
        for start, end in _burned_runs(words, of_format.words_per_cue, rate)
    ]
    spoken = [_cue(group, rate) for group in groups]
    limits = [*(cue.start for cue in spoken), narration.body_seconds[1]][1:]
    cues: list[Cue] = []
    for cue, limit in zip(spoken, limits, strict=True):
        near = limit - cue.end <= HOLD_SECONDS + BREATH_SECONDS
        end = limit if near else cue.end + HOLD_SECONDS
        cues.append(cue.model_copy(update={"end": max(min(end, limit), cue.start)}))
    return tuple(cues)


@dataclass(frozen=True, slots=True)
class _Part:
    """A word as a cue shows it, or a piece of what is written without spaces; times in samples."""

    text: str
    start: int
    end: int
    glued: bool


def _parts(sentence: SpokenSentence, language: str) -> tuple[_Part, ...]:
    """Return a sentence's words; the pieces of one share its time by their letters."""
    parts: list[_Part] = []
    for word in sentence.words:
        texts = pieces_of(word.text, language)
        spans = by_weight(texts, word.start, word.end)
        parts += [
            _Part(text, *span, glued=n > 0)
            for n, (text, span) in enumerate(zip(texts, spans, strict=True))
        ]
    return tuple(parts)


def _columns(text: str) -> int:
    """Return how wide a text is, in letters: those of Chinese and Japanese are twice as wide."""
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def _shown(parts: Sequence[_Part]) -> str:
    return joined([part.text for part in parts], [part.glued for part in parts])


def _cue(words: Sequence[_Part], sample_rate: int) -> Cue:
    timed = tuple(
        CaptionWord(
            text=w.text, start=w.start / sample_rate, end=w.end / sample_rate, glued=w.glued
        )
        for w in words
    )
    return Cue(start=timed[0].start, end=timed[-1].end, words=timed)


def _early_enough(spoken: Sequence[Cue]) -> list[Cue]:
    """Let a cue that the next one follows too soon begin in the pause before it."""
    befores = [-GAP_SECONDS, *(cue.end for cue in spoken)]
    afters = [*(cue.start for cue in spoken[1:]), float("inf")]
    cues: list[Cue] = []
    for before, cue, after in zip(befores, spoken, afters, strict=False):
        needed = after - GAP_SECONDS - MIN_SECONDS
        start = min(cue.start, max(before + GAP_SECONDS, needed))
        cues.append(cue.model_copy(update={"start": start}))
    return cues


def _held(cue: Cue, limit: float, of_format: FormatCaptions) -> Cue:
    """Let a cue stand as long as reading it takes, up to `limit`, the last moment it may have."""
    wanted = max(cue.end, cue.start + max(MIN_SECONDS, _reading_seconds(cue.text, of_format)))
    if 0 < limit - wanted < BRIDGE_SECONDS:
        wanted = limit
    # A cue of a few milliseconds keeps them rather than a gap.
    end = min(wanted, limit) if limit > cue.start else min(cue.end, limit + GAP_SECONDS)
    return cue.model_copy(update={"end": end})


def _reading_seconds(text: str, of_format: FormatCaptions) -> float:
    return len(text) / of_format.max_chars_per_second


def _reading_groups(
    words: tuple[_Part, ...], of_format: FormatCaptions, sample_rate: int
) -> list[tuple[_Part, ...]]:
    texts = [w.text for w in words]
    room = 2 * of_format.max_chars_per_line

    def cost(start: int, end: int) -> float:
        run = words[start:end]
        chars = len(_shown(run))
        over = chars - room if chars > room else _overhang(run, of_format.max_chars_per_line)
        seconds = (words[end - 1].end - words[start].start) / sample_rate
        hurry = max(0.0, max(MIN_SECONDS, chars / of_format.max_chars_per_second) - seconds)
        lag = max(0.0, seconds - MAX_SECONDS)
        cut = seam(texts[end - 1], texts[end]) if end < len(texts) else 0.0
        return 2 + 4 * (1 - chars / room) ** 2 + 100 * over + 6 * hurry + 6 * lag + cut

    # No cue holds more words than characters and spaces find room.
    runs = cheapest_runs(len(words), max(1, room // 2), cost)
    return [words[start:end] for start, end in runs]


def _overhang(words: Sequence[_Part], max_chars: int) -> int:
    """Return how many characters stand beyond their line."""
    lines = two_lines([w.text for w in words], max_chars, [w.glued for w in words])
    return sum(max(0, len(line) - max_chars) for line in lines)


def _burned_runs(words: Sequence[_Part], longest: int, sample_rate: int) -> list[tuple[int, int]]:
    texts = [w.text for w in words]
    inner = [seam(before, after) for before, after in pairwise(texts)]
    pauses = [(b.start - a.end) / sample_rate for a, b in pairwise(words)]

    def cost(start: int, end: int) -> float:
        count, chars = end - start, _columns(_shown(words[start:end]))
        lone = 6.0 if count == 1 and len(words) > 1 and chars < PHRASE_CHARS / 2 else 0.0
        crossed = sum(2.5 for s in inner[start : end - 1] if s < 1)
        breaths = sum(3.0 for p in pauses[start : end - 1] if p > BREATH_SECONDS)
        crowd = 0.4 * max(0, chars - PHRASE_CHARS)
        cut = inner[end - 1] if end < len(words) else 0.0
        return 0.6 * (count - 3) ** 2 + lone + crossed + breaths + crowd + cut

    return cheapest_runs(len(words), longest, cost)
