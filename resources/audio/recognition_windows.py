"""Speech in pieces that a recogniser listens to at once."""

import wave
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
GAP_SECONDS = 0.4
"""Silence after each sentence; without it a recogniser runs two together."""
QUIET_SECONDS = 0.2
"""How long it is quiet where a sentence that is too long is cut."""

Samples = NDArray[np.float32]
"""Mono, full scale 1.0."""


def speech_at(rate: int, file: Path) -> Samples:
    """Return a mono 16-bit WAV at another rate, by the part of its spectrum that both can hold."""
    with wave.open(str(file), "rb") as opened:
        own, raw = opened.getframerate(), opened.readframes(opened.getnframes())
    sound = np.frombuffer(raw, "<i2").astype(np.float32) / np.float32(32768)
    count = round(len(sound) * rate / own)
    if own == rate or not count:
        return sound[:count]
    spectrum = np.fft.rfft(sound)[: count // 2 + 1]
    return (np.fft.irfft(spectrum, count) * (count / len(sound))).astype(np.float32)


def windows(sentences: Sequence[Samples], longest_seconds: float) -> Iterator[Samples]:
    """Give sentences at 16 kHz with silence after each, as many together as one window holds.

    One that is too long by itself is cut where it is quietest.
    """
    most = round(longest_seconds * RATE)
    gap = np.zeros(round(GAP_SECONDS * RATE), np.float32)
    held: list[Samples] = []
    for sentence in sentences:
        for part in _short_enough(sentence, most - len(gap)):
            if held and sum(map(len, held)) + len(part) + len(gap) > most:
                yield np.concatenate(held)
                held = []
            held += [part, gap]
    if held:
        yield np.concatenate(held)


def _short_enough(samples: Samples, most: int) -> Iterator[Samples]:
    quiet = round(QUIET_SECONDS * RATE)
    while len(samples) > most:
        power = np.cumsum(np.square(samples[most // 2 : most], dtype=np.float64))
        cut = most // 2 + int((power[quiet:] - power[:-quiet]).argmin()) + quiet // 2
        yield samples[:cut]
        samples = samples[cut:]
    yield samples
