"""What the renderer adds to its floor: a 10 s piece of a Short, against the same frames ready-made.

Run `python -m bench.short [PICTURE ...]`. Figures are CPU seconds of the whole process tree.
"""

import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import numpy as np

from factory.formats import Format, format_named
from factory.timeline import MOVES, Shot, motion_of
from resources import ffmpeg
from resources.fonts import SHIPPED, font_file
from resources.segments import SegmentEncoder, encode_args, shot_frames, stage

GOAL = 1.25
SECONDS = (3.5, 3.0, 3.5)
WORDS = ("the", "road", "ran", "straight", "for", "ninety", "miles", "and", "every", "stone")
SCRIPT = """[Script Info]
ScriptType: v4.00+
PlayResX: {width}
PlayResY: {height}
YCbCr Matrix: TV.709

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, OutlineColour, BorderStyle, Outline, Shadow, \
Alignment, MarginV
Style: Word,Poppins ExtraBold,100,&H00FFFFFF,&H00140F0C,1,8,3,2,650

[Events]
Format: Layer, Start, End, Style, Text
"""


def main() -> None:
    """Measure, print the table, and fail when the goal is missed."""
    profile = format_named("short")
    with TemporaryDirectory(prefix="bench-short-") as scratch:
        folder = Path(scratch)
        pictures = [Path(name) for name in sys.argv[1:]] or _pictures(folder, profile)
        shots = _shots(profile)
        files = [pictures[n % len(pictures)].absolute() for n in range(len(shots))]
        fonts = tuple(font_file(name) for name in SHIPPED)
        floor = _cpu_seconds(_floor(folder, profile, shots, files, fonts))
        encoder = SegmentEncoder(ffmpeg.binary(), fonts)
        ours = _cpu_seconds(lambda: _render(folder, profile, shots, files, encoder))
    ratio = ours / floor
    print(f"floor    {floor:7.2f} CPU s   frames ready-made, one encode, captions by libass")
    print(f"segments {ours:7.2f} CPU s   {len(shots)} pictures moved, faded, captioned, encoded")
    print(f"ratio    {ratio:7.3f}         goal <= {GOAL}")
    sys.exit(ratio > GOAL)


def _floor(
    folder: Path, profile: Format, shots: list[Shot], files: list[Path], fonts: tuple[Path, ...]
) -> Callable[[], None]:
    """Compute all frames now, and return the encode of them."""
    raw, room = folder / "frames.yuv", folder / "floor"
    with raw.open("wb") as out:
        for n in range(len(shots)):
            for frame in _frames(profile, shots, files, n):
                out.write(frame.data)
    room.mkdir()
    stage(room, _captions(profile, 0, sum(SECONDS)), fonts)
    args = encode_args(
        profile.picture, profile.encode, folder / "floor.mp4", captioned=True, source=str(raw)
    )
    return lambda: ffmpeg.run(args, doing="encode the floor", folder=room)


def _render(
    folder: Path, profile: Format, shots: list[Shot], files: list[Path], encoder: SegmentEncoder
) -> None:
    for n, shot in enumerate(shots):
        start, end = (edge / profile.picture.fps for edge in (shot.first_frame, shot.end_frame))
        encoder.segment(
            shot,
            (files[n], files[n - 1] if n else None),
            shots[n - 1] if n else None,
            profile.picture,
            profile.motion,
            profile.encode,
            _captions(profile, start, end),
            folder / f"segment{n}.mp4",
            lambda _: None,
        )


def _frames(profile: Format, shots: list[Shot], files: list[Path], n: int):
    pictures = (files[n], files[n - 1] if n else None)
    before = shots[n - 1] if n else None
    return shot_frames(shots[n], pictures, before, profile.picture, profile.motion)


def _shots(profile: Format) -> list[Shot]:
    fps, fade = profile.picture.fps, round(profile.motion.transition_seconds * profile.picture.fps)
    size = (1404, 2496)
    edges = [round(sum(SECONDS[:n]) * fps) for n in range(len(SECONDS) + 1)]
    return [
        Shot(
            scene_id=f"s{n}",
            asset_id=f"s{n}",
            first_frame=edges[n],
            end_frame=edges[n + 1],
            transition_frames=fade if n else 0,
            motion=motion_of(MOVES[n], (0.3, -0.4), size, profile.picture, profile.motion.zoom),
            motion_frames=edges[n + 1] - edges[n] + (fade if n + 1 < len(SECONDS) else 0),
        )
        for n in range(len(SECONDS))
    ]


def _captions(profile: Format, start: float, end: float) -> bytes:
    """Three words at a time, the spoken one lit, as the factory burns them in."""
    lines = [SCRIPT.format(width=profile.picture.width, height=profile.picture.height)]
    for n in range(int(start / 0.4), int(end / 0.4)):
        first = n // 3 * 3
        words = [WORDS[(first + k) % len(WORDS)] for k in range(3)]
        words[n - first] = r"{\1c&H33D6FF&}" + words[n - first] + r"{\r}"
        times = ",".join(f"0:00:{max(0.0, n * 0.4 + k - start):05.2f}" for k in (0, 0.4))
        lines.append(f"Dialogue: 0,{times},Word,{' '.join(words)}\n")
    return "".join(lines).encode()


def _pictures(folder: Path, profile: Format) -> list[Path]:
    """Draw pictures with as much detail as a photograph has: 1/f noise, seeded."""
    width, height = (int(side * 1.3) // 2 * 2 for side in _sides(profile))
    across, down = np.fft.rfftfreq(width)[None], np.fft.fftfreq(height)[:, None]
    weight = 1 / np.maximum(np.hypot(across, down), 1 / width) ** 1.3
    files: list[Path] = []
    for n in range(len(SECONDS)):
        dice = np.random.default_rng(n)
        planes = []
        for _ in range(3):
            noise = np.fft.irfft2(np.fft.rfft2(dice.standard_normal((height, width))) * weight)
            planes.append(128 + 45 * noise / noise.std())
        picture = cv2.merge(planes).clip(0, 255).astype(np.uint8)
        files.append(folder / f"picture{n}.png")
        cv2.imwrite(str(files[-1]), picture)
    return files


def _sides(profile: Format) -> tuple[int, int]:
    return profile.picture.width, profile.picture.height


def _cpu_seconds(work: Callable[[], None]) -> float:
    before = _spent()
    work()
    return _spent() - before


def _spent() -> float:
    own = os.times()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.user + own.system + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    main()
