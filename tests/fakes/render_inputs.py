"""Small pictures, shots and sounds for tests of the renderer, and readers of what it made."""

import wave
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from factory.pictures.camera_motion import MOVES, motion_of
from factory.timeline.timeline import Shot
from factory.timeline.transitions import transitions
from factory.video_formats.formats import Encode, Moving, Picture, Sound

FPS = 30
PICTURE = Picture(width=180, height=320, fps=FPS)
MOVING = Moving(zoom=0.12, transition="crossfade", transition_seconds=0.3, easing="smooth")
ENCODE = Encode(preset="veryfast", crf=20, gop_seconds=2, audio_kbps=128)
SOUND = Sound(
    integrated_lufs=-14,
    tolerance_lu=1,
    true_peak_dbtp=-1,
    max_range_lu=None,
    bed_db=-16,
    duck_db=-8,
)
SIZE = (234, 416)


def textured(file: Path, seed: int) -> Path:
    """Write a picture with soft detail everywhere."""
    dice = np.random.default_rng(seed)
    noise = dice.standard_normal((SIZE[1], SIZE[0], 3))
    soft = cv2.GaussianBlur(noise, (0, 0), 3)
    picture = 110 + 35 * soft / soft.std() + 40 * dice.random(3)
    cv2.imwrite(str(file), picture.clip(0, 255).astype(np.uint8))
    return file


def flat(file: Path, rgb: tuple[int, int, int]) -> Path:
    """Write a picture of one colour."""
    cv2.imwrite(str(file), np.full((SIZE[1], SIZE[0], 3), rgb[::-1], np.uint8))
    return file


def shots_of(lengths: Sequence[int], moving: Moving = MOVING) -> list[Shot]:
    """Return shots of these lengths, as a plan would lay them out."""
    fades = transitions(lengths, round(moving.transition_seconds * FPS), moving)
    shots: list[Shot] = []
    for n, frames in enumerate(lengths):
        first = shots[-1].end_frame if shots else 0
        shots.append(
            Shot(
                scene_id=f"s{n}",
                asset_id=f"a{n}",
                first_frame=first,
                end_frame=first + frames,
                transition_frames=fades[n],
                motion=motion_of(MOVES[n % 6], (0.3, -0.2), SIZE, PICTURE, moving.zoom),
            )
        )
    return shots


def frames_of(file: Path, pixel_format: str = "rgb24") -> list[NDArray[Any]]:
    """Decode every frame."""
    with av.open(str(file)) as media:
        return [f.to_ndarray(format=pixel_format) for f in media.decode(video=0)]


def samples_of(file: Path) -> NDArray[Any]:
    """Decode the sound: channels x samples."""
    with av.open(str(file)) as media:
        return np.concatenate([f.to_ndarray() for f in media.decode(audio=0)], axis=1)


def write_wav(file: Path, sound: NDArray[np.floating], rate: int) -> Path:
    """Write 16-bit WAV from values between -1 and 1: samples, or channels x samples."""
    channels = np.atleast_2d(sound)
    with wave.open(str(file), "wb") as out:
        out.setnchannels(len(channels))
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes((channels.T.clip(-1, 1) * 32767).astype("<i2").tobytes())
    return file


def speech(seconds: float, rate: int = 22_050, seed: int = 0) -> NDArray[np.float64]:
    """Return what has the rhythm of speech: voiced syllables below 3 kHz, and pauses.

    Words fill the first three quarters of every two seconds; the peak is 0.5.
    """
    dice = np.random.default_rng(seed)
    times = np.arange(round(seconds * rate)) / rate
    harmonics = np.arange(1, 20)
    phases = dice.uniform(0, 2 * np.pi, len(harmonics))
    voice = sum(
        np.sin(2 * np.pi * 140 * k * times + phase) / k
        for k, phase in zip(harmonics, phases, strict=True)
    )
    syllables = 0.35 + 0.65 * np.sin(np.pi * 4 * times) ** 2
    talking = np.clip((0.75 - times % 2 / 2) * 40, 0, 1) * np.clip(times % 2 * 40, 0, 1)
    sound = np.asarray(voice) * syllables * talking
    return 0.5 * sound / np.abs(sound).max()


def level_db(sound: NDArray[np.floating]) -> float:
    """Return the mean power in dB; 0 is that of a full-scale square wave, -120 is silence."""
    return float(10 * np.log10(max(np.mean(np.square(sound, dtype=np.float64)), 1e-12)))


def band(
    sound: NDArray[np.floating], low_hz: float, high_hz: float, rate: int = 48_000
) -> NDArray[np.float64]:
    """Return what a sound has between two frequencies."""
    spectrum = np.fft.rfft(sound)
    hertz = np.fft.rfftfreq(sound.shape[-1], 1 / rate)
    spectrum[..., (hertz < low_hz) | (hertz > high_hz)] = 0
    return np.fft.irfft(spectrum, sound.shape[-1])
