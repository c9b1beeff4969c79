"""Inputs of every benchmark: ten stills, ten clips and a sound, the same on every machine.

They are made once, under `.factory/bench/`. `BENCH_INPUTS=FOLDER` takes ready ones instead:
`1080x1920/img01.png` to `img10.png`, `clip01.mp4` to `clip10.mp4`, and `audio.wav` beside.
"""

import os
import wave
from pathlib import Path

import cv2
import numpy as np

from factory.graphics.overlay import Overlay
from factory.pictures.camera_motion import Motion
from factory.video_formats.formats import Encode, Picture
from resources.machine import ffmpeg
from resources.machine.paths import PROJECT
from resources.video.camera import Camera, frame_buffer
from resources.video.segment_encoder import encode_args

COUNT = 10
SHAPE = Picture(width=1080, height=1920, fps=30)
CLIP_SECONDS = 3
GRAIN = 6
"""Most that a still's grain adds to a pixel, in 8-bit levels."""
ENCODE = Encode(preset="veryfast", crf=20, gop_seconds=2, audio_kbps=192)
AUDIO_SECONDS = 60
RATE = 48_000


def stills() -> list[Path]:
    """Return ten PNG files of 1080x1920."""
    return [_made(f"img{n:02d}.png", n, _draw) for n in range(1, COUNT + 1)]


def clips() -> list[Path]:
    """Return ten H.264 files of 1080x1920 at 30 frames per second, at least 3 s long each."""
    stills()
    return [_made(f"clip{n:02d}.mp4", n, _film) for n in range(1, COUNT + 1)]


def audio() -> Path:
    """Return a minute of sound that swells like speech, 48 kHz."""
    file = _folder() / "audio.wav"
    if not file.is_file():
        file.parent.mkdir(parents=True, exist_ok=True)
        speak(file, AUDIO_SECONDS, 0)
    return file


def speak(file: Path, seconds: float, seed: int) -> None:
    """Write mono WAV at 48 kHz: bursts of noise, as long as phrases."""
    dice, left = np.random.default_rng(seed), round(seconds * RATE)
    phrase = np.concatenate([np.ones(RATE * 3 // 2), np.zeros(RATE // 2)])
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        while left > 0:
            noise = 3000 * dice.standard_normal(len(phrase)) * phrase
            sound.writeframes(noise[:left].clip(-32768, 32767).astype("<i2").tobytes())
            left -= len(phrase)


def draw(file: Path, width: int, height: int, seed: int) -> None:
    """Write a picture with as much detail as a photograph has: 1/f noise in colour, and grain."""
    across, down = np.fft.rfftfreq(width)[None], np.fft.fftfreq(height)[:, None]
    weight = 1 / np.maximum(np.hypot(across, down), 1 / width) ** 1.3
    dice = np.random.default_rng(seed)
    planes = []
    for _ in range(3):
        noise = np.fft.irfft2(
            np.fft.rfft2(dice.standard_normal((height, width))) * weight, (height, width)
        )
        planes.append(128 + 45 * noise / noise.std())
    grain = dice.uniform(-GRAIN, GRAIN, (height, width, 3))
    cv2.imwrite(str(file), (cv2.merge(planes) + grain).clip(0, 255).astype(np.uint8))


def _folder() -> Path:
    return Path(os.environ.get("BENCH_INPUTS") or PROJECT / ".factory" / "bench")


def _made(name: str, n: int, make) -> Path:
    """Return the file, made first if it is not there; a file that is there is whole."""
    file = _folder() / f"{SHAPE.width}x{SHAPE.height}" / name
    if not file.is_file():
        file.parent.mkdir(parents=True, exist_ok=True)
        half = file.with_name(f"half-{name}")
        make(half, n)
        half.replace(file)
    return file


def _draw(file: Path, n: int) -> None:
    draw(file, SHAPE.width, SHAPE.height, n)


def _film(file: Path, n: int) -> None:
    """Write a slow zoom over the still of the same number, with the noise of a sensor."""
    still = file.with_name(f"img{n:02d}.png")
    motion = Motion(start=(0.5, 0.5, 1.0), end=(0.5, 0.5, 0.84))
    frames = CLIP_SECONDS * SHAPE.fps
    camera, buffer = Camera(still, motion, SHAPE), frame_buffer(SHAPE)
    dice = np.random.default_rng(n)
    noise = dice.integers(0, 7, buffer.size + 4096, np.uint8)

    def filmed():
        for window in motion.windows(frames, "linear"):
            camera.draw(window, buffer)
            start = int(dice.integers(4096))
            cv2.add(buffer, noise[start : start + buffer.size], dst=buffer)
            yield buffer.data

    args = encode_args(SHAPE, ENCODE, file, Overlay())
    ffmpeg.run(args, doing=f"make {file.name}", stdin=filmed())
