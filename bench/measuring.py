"""What measuring costs: a piece of a Short is rendered whole, then measured from its file."""

import os
import resource
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import numpy as np

from bench.row import Row, at_most, fact
from factory.ass import write_ass
from factory.caption_drawing import caption_events
from factory.caption_looks import look_of
from factory.captioned import Captioned, safe_area
from factory.captions import CaptionWord, Cue
from factory.formats import format_named
from factory.overlay import Overlay
from factory.soundtrack import Piece, whole_frames
from factory.timeline import MOVES, SAMPLE_RATE, Shot, motion_of
from factory.work import Strip, Tracks
from resources import fonts
from resources.cutter import FfmpegCutter

LARGEST_SHARE = 0.15
PROFILE = format_named("short")
SHOTS, SHOT_SECONDS, WORD_SECONDS = 3, 3.0, 0.5
PICTURE_SIZE = (1404, 2496)


def rows() -> list[Row]:
    """Return measuring's share of a whole render, and what its other steps cost."""
    bill: dict[str, float] = {}
    with TemporaryDirectory(prefix="bench-measuring-") as scratch:
        _render(Path(scratch), bill)
    whole, measuring = sum(bill.values()), bill.pop("measuring")
    share = at_most(LARGEST_SHARE, "measuring / whole render", measuring, "CPU s", floor=whole)
    return [
        share,
        *(fact(f"  {step}", cost, "CPU s", whole=whole) for step, cost in bill.items()),
    ]


def _render(folder: Path, bill: dict[str, float]) -> None:
    cutter, picture = FfmpegCutter(), PROFILE.picture
    files = [_draw(folder / f"picture{n}.png", n) for n in range(SHOTS)]
    segments = [folder / f"segment{n}.mp4" for n in range(SHOTS)]
    style = PROFILE.captions
    events = caption_events(_cues(SHOT_SECONDS), look_of(None, style), style, picture, fonts)
    script = write_ass(events, picture, 0, round(SHOT_SECONDS * picture.fps))
    voice = _speak(folder / "voice.wav", SHOTS * SHOT_SECONDS)
    sound, master = folder / "sound.aac", folder / "master.mp4"
    for n, shot in enumerate(_shots()):
        with _charged(bill, "segments"):
            cutter.segment(
                shot,
                (files[n], None),
                None,
                picture,
                PROFILE.motion,
                PROFILE.encode,
                Overlay(script=script),
                segments[n],
                lambda _: None,
            )
    piece = Piece(frames=whole_frames(round(SHOTS * SHOT_SECONDS * SAMPLE_RATE)), programme_at=0)
    with _charged(bill, "sound"):
        cutter.sound(voice, None, piece, PROFILE.sound, PROFILE.encode, sound)
    shown, heard = [Strip(segment) for segment in segments], [Strip(sound)]
    with _charged(bill, "join"):
        cutter.join(shown, heard, Tracks("en"), picture, master)
    expected = Captioned(_cues(SHOTS * SHOT_SECONDS), safe_area(PROFILE.captions))
    with _charged(bill, "measuring"):
        cutter.measure(master, expected, shown, heard)


def _shots() -> list[Shot]:
    frames = round(SHOT_SECONDS * PROFILE.picture.fps)
    zoom = PROFILE.motion.zoom
    return [
        Shot(
            scene_id=f"s{n}",
            asset_id=f"s{n}",
            first_frame=n * frames,
            end_frame=(n + 1) * frames,
            transition_frames=0,
            motion=motion_of(MOVES[n], (0.3, -0.4), PICTURE_SIZE, PROFILE.picture, zoom),
            motion_frames=frames,
        )
        for n in range(SHOTS)
    ]


def _cues(seconds: float) -> tuple[Cue, ...]:
    """Return three words at a time, without a pause."""
    words = [
        CaptionWord(text="measured", start=n * WORD_SECONDS, end=(n + 1) * WORD_SECONDS)
        for n in range(round(seconds / WORD_SECONDS))
    ]
    groups = (tuple(words[n : n + 3]) for n in range(0, len(words), 3))
    return tuple(Cue(start=g[0].start, end=g[-1].end, words=g) for g in groups)


def _draw(file: Path, seed: int) -> Path:
    """Draw a picture with as much detail as a photograph has: 1/f noise."""
    width, height = PICTURE_SIZE
    across, down = np.fft.rfftfreq(width)[None], np.fft.fftfreq(height)[:, None]
    weight = 1 / np.maximum(np.hypot(across, down), 1 / width) ** 1.3
    noise = np.random.default_rng(seed).standard_normal((height, width))
    soft = np.fft.irfft2(np.fft.rfft2(noise) * weight)
    grey = (128 + 45 * soft / soft.std()).clip(0, 255).astype(np.uint8)
    cv2.imwrite(str(file), cv2.applyColorMap(grey, cv2.COLORMAP_BONE))
    return file


def _speak(file: Path, seconds: float) -> Path:
    """Write bursts of noise, as long as phrases."""
    times = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    noise = np.random.default_rng(0).standard_normal(len(times)) * (times % 2 < 1.5)
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(SAMPLE_RATE)
        sound.writeframes((3000 * noise).clip(-32768, 32767).astype("<i2").tobytes())
    return file


@contextmanager
def _charged(bill: dict[str, float], step: str) -> Iterator[None]:
    """Add the CPU seconds of what is done meanwhile, children included, to a step."""
    before = _spent_seconds()
    yield
    bill[step] = bill.get(step, 0.0) + _spent_seconds() - before


def _spent_seconds() -> float:
    own, children = os.times(), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.user + own.system + children.ru_utime + children.ru_stime
