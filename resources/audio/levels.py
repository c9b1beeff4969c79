"""The level of a sound over time."""

import math
import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from factory.errors import PermanentError

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
        """Loudness over all steps, gated as BS.1770-5 does: at -70 LUFS, then 10 LU below."""
        loud = self.momentary_lufs[self.momentary_lufs > -70]
        if not loud.size:
            return -math.inf
        gate = _mean_db(loud) - 10
        return _mean_db(loud[loud > gate])


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
    weights = _k_weights(window, rate)
    peaks, louds = np.zeros(steps), np.zeros(steps)
    for n in range(steps):
        start, end = n * total // steps, (n + 1) * total // steps
        peaks[n] = np.abs(_samples(opened, start, end - start)).max()
        first = min(max(0, (start + end - window) // 2), total - window)
        block = _samples(opened, first, window)
        spectrum = np.abs(np.fft.rfft(block, axis=0)) ** 2
        # Half of the spectrum of a real signal is not stored; a mono sound counts as one channel.
        louds[n] = 2 * (spectrum * weights[:, None]).sum() / window**2
    return Levels(total / rate, _decibels(peaks, 20), _decibels(louds, 10) - 0.691)


def _samples(opened: wave.Wave_read, start: int, count: int) -> NDArray[np.float64]:
    opened.setpos(start)
    raw = np.frombuffer(opened.readframes(count), dtype="<i2")
    return raw.reshape(-1, opened.getnchannels()) / 32768.0


def _k_weights(window: int, rate: int) -> NDArray[np.float64]:
    """Return the power gain of BS.1770-5's K weighting at each frequency of a block's spectrum.

    The two filters are given for 48 kHz; their analogue shapes are used here for any rate: a
    shelf of +4 dB above 1.68 kHz, and a high pass at 38 Hz.
    """
    hertz = np.fft.rfftfreq(window, 1 / rate)
    shelf_hz, quality, gain = 1681.97, 0.7072, 10 ** (3.99984 / 20)
    s = 1j * hertz / shelf_hz
    shelf = (gain * s**2 + math.sqrt(gain) / quality * s + 1) / (s**2 + s / quality + 1)
    s = 1j * hertz / 38.1355
    high_pass = s**2 / (s**2 + s / 0.500327 + 1)
    return np.abs(shelf * high_pass) ** 2


def _decibels(values: NDArray[np.float64], factor: float) -> Decibels:
    with np.errstate(divide="ignore"):
        return factor * np.log10(values)


def _mean_db(values: Decibels) -> float:
    return float(10 * np.log10(np.mean(10 ** (values / 10))))
