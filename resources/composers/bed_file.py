"""File of a music bed: a stereo WAV of 16 bit, as every composer writes it."""

import wave

import numpy as np
from numpy.typing import NDArray

from resources.composers.bed_synthesis import SAMPLE_RATE

CHANNELS = 2


def begin(file: wave.Wave_write) -> None:
    """Say what follows: 48 kHz, 16 bit, stereo."""
    file.setnchannels(CHANNELS)
    file.setsampwidth(2)
    file.setframerate(SAMPLE_RATE)


def as_16_bit(samples: NDArray[np.float32]) -> bytes:
    """Return interleaved little-endian samples of an array of shape (frames, 2)."""
    return np.rint(np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
