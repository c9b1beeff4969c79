"""The logarithmic mel spectrum that Whisper hears.

Source: Radford et al. 2022, "Robust Speech Recognition via Large-Scale Weak Supervision", section 2.2;
the bands are those of Slaney's Auditory Toolbox, which that model was trained with.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from resources.audio.recognition_windows import RATE, Samples

HOP, WINDOW, BANDS = 160, 400, 80
SECONDS = 30
"""What one look of the model covers; shorter speech is followed by silence."""
FRAMES = SECONDS * RATE // HOP
QUIETEST = 1e-10
RANGE = 8.0
"""Powers of ten below the loudest that are told apart."""


def mel_spectrum(samples: Samples) -> Samples:
    """Return what the model is given of a speech at 16 kHz of at most 30 s: shape (1, 80, 3000)."""
    whole = np.zeros(FRAMES * HOP, np.float32)
    whole[: len(samples)] = samples[: len(whole)]
    padded = np.pad(whole, WINDOW // 2, mode="reflect")
    frames = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP][:FRAMES]
    power = np.abs(np.fft.rfft(frames * np.hanning(WINDOW + 1)[:-1].astype(np.float32))) ** 2
    bands = np.log10(np.maximum(power @ _bands(), QUIETEST))
    bands = (np.maximum(bands, bands.max() - RANGE) + 4) / 4
    return np.ascontiguousarray(bands.T[None], np.float32)


@cache
def _bands() -> Samples:
    """Return the weights of 201 frequencies in 80 bands of equal area."""
    edges = _hertz(np.linspace(0, _HIGHEST_MEL, BANDS + 2))
    at = np.linspace(0, RATE / 2, WINDOW // 2 + 1)[:, None]
    up = (at - edges[:-2]) / (edges[1:-1] - edges[:-2])
    down = (edges[2:] - at) / (edges[2:] - edges[1:-1])
    weights = np.clip(np.minimum(up, down), 0, None) * 2 / (edges[2:] - edges[:-2])
    return weights.astype(np.float32)


_BREAK_HZ, _BREAK_MEL, _STEP = 1000.0, 15.0, np.log(6.4) / 27
_HIGHEST_MEL = _BREAK_MEL + np.log(RATE / 2 / _BREAK_HZ) / _STEP


def _hertz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return frequencies: linear up to 1 kHz, logarithmic above."""
    curved = _BREAK_HZ * np.exp((mel - _BREAK_MEL) * _STEP)
    return np.where(mel < _BREAK_MEL, mel * _BREAK_HZ / _BREAK_MEL, curved)
