"""A person who reads sentences aloud: another voice, pace and room than those of the factory's own."""

import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from factory.speech.narration import SpokenDetail
from resources.audio.speech_trimming import write_speech
from resources.machine import ffmpeg

RATE = 48_000
PITCH = 1.18
"""How much higher the reader speaks than the voice; resonances too."""
PACES = (0.9, 1.1, 0.85, 1.15, 1.0)
"""How much faster each sentence is read than the voice says it, in turn."""
PAUSES = (0.35, 0.9, 0.2, 1.1)
"""Seconds after each sentence, in turn."""


@dataclass(frozen=True, slots=True)
class Read:
    """What was read."""

    file: Path
    starts: tuple[tuple[float, ...], ...]
    """When each word begins, in seconds; of each sentence that was read."""


def read_aloud(sentences: Sequence[tuple[Path, SpokenDetail]], target: Path) -> Read:
    """Write sentences as a person would read them, with noise of a room, as 16-bit WAV."""
    noise = np.random.default_rng(7)
    parts = [np.zeros(RATE * 3 // 4, np.float32)]
    starts: list[tuple[float, ...]] = []
    at = len(parts[0])
    for number, (path, detail) in enumerate(sentences):
        pace = PACES[number % len(PACES)]
        said = _said(path, detail.sample_rate, pace, target.with_suffix(".part.wav"))
        scale = RATE / detail.sample_rate / pace
        starts.append(tuple((at + first * scale) / RATE for _, first, _ in detail.words))
        pause = np.zeros(round(PAUSES[number % len(PAUSES)] * RATE), np.float32)
        parts += [said, pause]
        at += len(said) + len(pause)
    track = np.concatenate(parts)
    track += noise.normal(0, 0.002, len(track)).astype(np.float32)
    write_speech(target, track, RATE)
    return Read(target, tuple(starts))


def _said(path: Path, rate: int, pace: float, made: Path) -> np.ndarray:
    voice = f"asetrate={rate * PITCH},aresample={RATE},atempo={pace / PITCH}"
    room = "equalizer=f=900:t=o:w=2:g=6,aecho=0.8:0.5:18:0.25"
    ffmpeg.run(
        ["-i", str(path), "-af", f"{voice},{room}", "-y", str(made)], doing="read a sentence"
    )
    with wave.open(str(made), "rb") as said:
        samples = np.frombuffer(said.readframes(said.getnframes()), "<i2")
    return samples.astype(np.float32) / np.float32(32768)
