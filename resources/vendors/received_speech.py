"""Speech as vendors send it: decoded, checked, trimmed, joined, with a time for every word."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from factory.errors import PermanentError
from factory.speech.narration import SpokenDetail, TimingSource
from factory.speech.shared_time import Span, by_weight
from factory.speech.word_timing import align_words, pair_words
from resources.audio.speech_trimming import SILENCE_BETWEEN_SECONDS, trimmed, write_speech

QUIETEST = 0.002
"""Peak, of full scale, under which there is no speech."""
PCM, EXTENSIBLE = 1, 0xFFFE

Sound = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class SpeechPart:
    """One answer of a vendor: some words of a sentence, as sound."""

    words: tuple[str, ...]
    sound: Sound
    starts: tuple[int, ...] = ()
    """Sample at which each word begins, where the vendor says so."""


def decoded(data: bytes, vendor: str) -> tuple[Sound, int]:
    """Return the samples of a 16-bit WAV, mixed to mono, and their rate.

    Streamed WAVs give no length, or an impossible one; then all that follows is taken.

    Raises:
        PermanentError: it is no such WAV, or nothing can be heard in it; the call is charged.
    """
    rate = channels = bits = at = 0
    sound: Sound | None = None
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        at = 12
    while at and at + 8 <= len(data) and sound is None:
        name, size = struct.unpack_from("<4sI", data, at)
        body = data[at + 8 : at + 8 + size]
        if name == b"fmt " and len(body) >= 16:
            form, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", body)
            bits = bits if form in (PCM, EXTENSIBLE) else 0
        elif name == b"data" and bits == 16 and channels:
            whole = len(body) - len(body) % (2 * channels)
            samples = np.frombuffer(body[:whole], "<i2").astype(np.float32) / 32768
            sound = samples.reshape(-1, channels).mean(axis=1)
        at += 8 + size + size % 2
    if sound is None:
        raise PermanentError(
            f"{vendor} sent {len(data):,} bytes that begin {data[:12]!r}; wanted: 16-bit WAV",
            charged=True,
        )
    if not len(sound) or float(np.abs(sound).max()) < QUIETEST:
        raise PermanentError(
            f"{vendor} sent {len(sound) / max(rate, 1):.2f} s in which nothing can be heard; "
            "try another voice, or other words",
            charged=True,
        )
    return sound, rate


def write_heard(
    pieces: Sequence[SpeechPart],
    rate: int,
    shown: str,
    spoken: str,
    language: str,
    cost_usd: Decimal,
    target: Path,
) -> SpokenDetail:
    """Write the pieces as one sentence, and return what `factory.ports.Narrator.speak` does.

    Silence at both ends of each piece is cut away; between two there is a short pause. Words
    that the vendor gave no times for share their piece by letters.
    """
    parts: list[Sound] = []
    spans: list[Span] = []
    pause = np.zeros(round(SILENCE_BETWEEN_SECONDS * rate), np.float32)
    at = 0
    for piece in pieces:
        if parts:
            parts.append(pause)
            at += len(pause)
        sound, cut = trimmed(piece.sound, rate)
        parts.append(sound)
        spans += [(at + start, at + end) for start, end in _spans(piece, len(sound), cut)]
        at += len(sound)
    marked = all(len(piece.starts) == len(piece.words) for piece in pieces)
    timing: TimingSource = "engine-marks" if marked else "character-weight"
    write_speech(target, np.concatenate(parts), rate)
    words = align_words(pair_words(shown, spoken, language), spans)
    return SpokenDetail(
        sample_rate=rate, samples=at, timing=timing, words=tuple(words), cost_usd=cost_usd
    )


def _spans(piece: SpeechPart, samples: int, cut: int) -> list[Span]:
    """Return where each word of a piece lies in its trimmed sound."""
    if len(piece.starts) != len(piece.words):
        return by_weight(piece.words, 0, samples)
    starts = np.clip(np.asarray(piece.starts) - cut, 0, samples)
    starts = np.maximum.accumulate(starts)
    edges = [int(edge) for edge in (*starts, samples)]
    return list(pairwise(edges))
