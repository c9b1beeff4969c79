"""The edges of speech: trimmed, faded and written."""

import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

WINDOW_SECONDS = 0.005
SILENCE_DB = -58.0
"""Below the loudest window by this much is silence: a soft `th` lies near -50, the floor at -80."""
MARGIN_SECONDS = 0.012
"""Kept around what is heard: breath before a consonant, the end of a release."""
FADE_SECONDS = 0.004
SILENCE_BETWEEN_SECONDS = 0.16
"""Between two parts of one sentence that the engine says separately (`Yes! he said`)."""


def trimmed(audio: NDArray[np.float32], sample_rate: int) -> tuple[NDArray[np.float32], int]:
    """Return the audio without the silence at its ends, faded, and how many samples went first."""
    window = max(1, round(WINDOW_SECONDS * sample_rate))
    whole = len(audio) // window
    if whole == 0:
        return audio, 0
    power = np.square(audio[: whole * window].reshape(whole, window)).mean(axis=1)
    heard = np.flatnonzero(power > power.max() * 10 ** (SILENCE_DB / 10))
    if len(heard) == 0:
        return audio, 0
    margin = round(MARGIN_SECONDS * sample_rate)
    start = max(0, int(heard[0]) * window - margin)
    end = min(len(audio), (int(heard[-1]) + 1) * window + margin)
    return faded(audio[start:end].copy(), sample_rate), start


def faded(audio: NDArray[np.float32], sample_rate: int) -> NDArray[np.float32]:
    """Return the audio, changed in place, so that it begins and ends without a click."""
    fade = min(round(FADE_SECONDS * sample_rate), len(audio) // 2)
    ramp = np.linspace(0.0, 1.0, fade, endpoint=False, dtype=np.float32)
    audio[:fade] *= ramp
    audio[len(audio) - fade :] *= ramp[::-1]
    return audio


def write_speech(target: Path, audio: NDArray[np.float32], sample_rate: int) -> None:
    """Write mono 16-bit WAV."""
    samples = np.rint(np.clip(audio, -1.0, 1.0) * 32767).astype("<i2")
    with wave.open(str(target), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(sample_rate)
        file.writeframes(samples.tobytes())
