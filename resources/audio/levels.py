"""The level of a sound over time."""

import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from factory.errors import PermanentError
from factory.timeline.loudness_statistics import gated_lufs
from factory.timeline.timeline import SAMPLE_RATE
from resources.audio.k_weighting import OFFSET_LU, k_weights

WINDOW_SECONDS = 0.4
"""ITU-R BS.1770-5: loudness is taken over blocks of 400 ms."""


Decibels = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Levels:
    """A sound's level in equal steps of time, all in dB, -inf for silence."""

    seconds: float
    peak_dbfs: Decibels
    momentary_lufs: Decibels

    @property
    def typical_lufs(self) -> float:
        """Loudness over all steps, gated; -70 for silence."""
        return gated_lufs((float(level), 1) for level in self.momentary_lufs)


def measure_levels(sound: Path, steps: int) -> Levels:
    """Return peak and loudness of a 16-bit WAV in `steps` equal parts of its time.

    The file is read part by part, so that eight hours take no more memory than eight seconds.

    Raises:
        PermanentError: it is not a 16-bit WAV, or holds nothing.
    """
    try:
        with wave.open(str(sound), "rb") as opened:
            if opened.getsampwidth() != 2 or not opened.getnframes():
                raise wave.Error("not 16 bit, or empty")
            return _levels(opened, steps)
    except (wave.Error, EOFError) as error:
        raise PermanentError(
            f"could not draw the level of {sound.name}: it is no 16-bit WAV with sound ({error})"
        ) from error


def _levels(opened: wave.Wave_read, steps: int) -> Levels:
    rate, total = opened.getframerate(), opened.getnframes()
    steps = min(steps, total)
    window = max(1, min(total, round(WINDOW_SECONDS * rate)))
    hertz = np.minimum(np.fft.rfftfreq(window, 1 / rate), SAMPLE_RATE / 2)
    weights = k_weights(hertz / SAMPLE_RATE)
    peaks, louds = np.zeros(steps), np.zeros(steps)
    for n in range(steps):
        start, end = n * total // steps, (n + 1) * total // steps
        peaks[n] = np.abs(_samples(opened, start, end - start)).max()
        first = min(max(0, (start + end - window) // 2), total - window)
        block = _samples(opened, first, window)
        spectrum = np.abs(np.fft.rfft(block, axis=0)) ** 2
        # Half of the spectrum of a real signal is not stored; a mono sound counts as one channel.
        louds[n] = 2 * (spectrum * weights[:, None]).sum() / window**2
    return Levels(total / rate, _decibels(peaks, 20), _decibels(louds, 10) + OFFSET_LU)


def _samples(opened: wave.Wave_read, start: int, count: int) -> NDArray[np.float64]:
    opened.setpos(start)
    raw = np.frombuffer(opened.readframes(count), dtype="<i2")
    return raw.reshape(-1, opened.getnchannels()) / 32768.0


def _decibels(values: NDArray[np.float64], factor: float) -> Decibels:
    with np.errstate(divide="ignore"):
        return factor * np.log10(values)
