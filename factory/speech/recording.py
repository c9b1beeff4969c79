"""Recording: a person's reading of a script, and where each sentence and word of it lies."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from factory.records import Payload
from factory.speech.narration import Misreading
from factory.units_of_work import UnitDetail

RECORDED_RATE = 48_000
"""Samples a second of a recording once it is read: those of the master."""
UNLIKE = 1.18
"""A sentence that is so many times as unlike its words as the middle one says other words. Read
rightly, sentences lie within 0.9 to 1.12 of the middle; other words of the same length at 1.28."""
LEFT_OUT = 0.6
"""Of the time that its words take at the reader's pace: a sentence that takes less lacks some."""
ADDED_SECONDS = 0.8
"""Of speech where no words are."""
BEFORE_SECONDS, AFTER_SECONDS = 0.06, 0.12
"""Kept around a sentence that is cut out: the onset of its first sound and the end of its last."""


class RecordingDetail(UnitDetail):
    """A recording, read: 16-bit mono WAV at 48 kHz."""

    seconds: float


class AlignmentDetail(UnitDetail):
    """How a recording was found to say a script."""

    sentences: int


class FoundSentence(Payload):
    """One sentence in a recording; times in its samples."""

    words: tuple[tuple[str, int, int], ...]
    """Each as (what the viewer reads, first sample, sample after its last)."""
    unlike: float
    """How unlike the recording is to its words; compared with other sentences only."""
    pace: float
    """How long it takes, in terms of how long the voice takes that it is compared with."""
    added_seconds: float
    """Of speech after its last word and before the next sentence."""


class Alignment(Payload):
    """Every sentence of a script in a recording, in order."""

    samples: int
    sentences: tuple[FoundSentence, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """The part of a recording that is one sentence's, in samples."""

    start: int
    end: int


def cuts_of(alignment: Alignment, *, keep_pauses: bool) -> list[Cut]:
    """Return each sentence's part of the recording.

    With its pauses kept a sentence reaches to the beginning of the next one; else each is cut out
    with a little around it, never into its neighbour.
    """
    spoken = [(s.words[0][1], s.words[-1][2]) for s in alignment.sentences]
    before, after = (round(s * RECORDED_RATE) for s in (BEFORE_SECONDS, AFTER_SECONDS))
    edges = [0, *((a[1] + b[0]) // 2 for a, b in pairwise(spoken))]
    edges.append(alignment.samples)
    starts = [max(edge, s[0] - before) for edge, s in zip(edges, spoken, strict=False)]
    ends = [min(edge, s[1] + after) for edge, s in zip(edges[1:], spoken, strict=True)]
    if keep_pauses:
        ends = [*starts[1:], ends[-1]]
    return [Cut(start, max(start + 1, end)) for start, end in zip(starts, ends, strict=True)]


def misread(alignment: Alignment, sentence_ids: Sequence[str]) -> tuple[Misreading, ...]:
    """Return where the recording says something else than the sentences, each by its first fault."""
    sentences = alignment.sentences
    usual, pace = median(s.unlike for s in sentences), median(s.pace for s in sentences)
    found: list[Misreading] = []
    for name, sentence in zip(sentence_ids, sentences, strict=True):
        at = round(sentence.words[0][1] / RECORDED_RATE, 1)
        if sentence.pace < LEFT_OUT * pace:
            found.append(Misreading(sentence_id=name, found="words left out", at_seconds=at))
        elif sentence.unlike > UNLIKE * usual:
            found.append(Misreading(sentence_id=name, found="other words", at_seconds=at))
        if sentence.added_seconds > ADDED_SECONDS:
            at = round(sentence.words[-1][2] / RECORDED_RATE, 1)
            found.append(Misreading(sentence_id=name, found="words added", at_seconds=at))
    return tuple(found)
