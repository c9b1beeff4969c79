"""Spoken pieces: what an engine said of a sentence at a time, joined, with a time for every word."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from factory.speech.shared_time import Span, by_weight
from factory.speech.word_timing import Phoneme, spoken_word_times
from resources.audio.speech_trimming import SILENCE_BETWEEN_SECONDS, trimmed

Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class SpokenPiece:
    """One piece of speech with the phonemes that made it, in its own samples."""

    audio: Samples
    phonemes: list[Phoneme]


def joined(
    pieces: Sequence[SpokenPiece],
    words: Sequence[str],
    phonemes_of: Callable[[str], str],
    sample_rate: int,
) -> tuple[Samples, list[Span], str]:
    """Return the pieces as one, the span of each word, and where the spans come from.

    Args:
        pieces: what was said, in order.
        words: of all of it.
        phonemes_of: returns the phonemes of a word said on its own.
        sample_rate: of the pieces.
    """
    audio, phonemes = _one_after_the_other(pieces, sample_rate)
    audio, cut = trimmed(audio, sample_rate)
    spans = spoken_word_times([phonemes_of(word) for word in words], phonemes, words)
    if spans is None:
        return audio, by_weight(words, 0, len(audio)), "character-weight"
    inside = [(_within(a - cut, audio), _within(b - cut, audio)) for a, b in spans]
    return audio, inside, "phoneme-alignment"


def _one_after_the_other(
    pieces: Sequence[SpokenPiece], sample_rate: int
) -> tuple[Samples, list[Phoneme]]:
    """Return the pieces with a breath between, and all their phonemes."""
    breath = np.zeros(round(SILENCE_BETWEEN_SECONDS * sample_rate), dtype=np.float32)
    parts: list[Samples] = []
    phonemes: list[Phoneme] = []
    at = 0
    for index, piece in enumerate(pieces):
        audio, cut = trimmed(piece.audio, sample_rate)
        if index:
            parts.append(breath)
            at += len(breath)
        limit = at + len(audio)
        phonemes += [
            Phoneme(p.symbol, *(min(max(t - cut + at, at), limit) for t in (p.start, p.end)))
            for p in piece.phonemes
        ]
        parts.append(audio)
        at = limit
    return np.concatenate(parts), phonemes


def _within(sample: int, audio: Samples) -> int:
    return min(max(sample, 0), len(audio))
