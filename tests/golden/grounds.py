"""What golden films are filmed from: a busy picture, a plain one, a night, a clip lying on its side."""

from pathlib import Path
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from resources.machine import ffmpeg

Ground = Literal["busy", "other", "plain", "night", "turned clip"]
COLOURS = {
    "busy": ((40, 90, 160), (235, 225, 190), (180, 60, 40), (30, 40, 50), (110, 160, 80)),
    "other": ((200, 150, 60), (60, 30, 70), (240, 240, 235), (150, 70, 90)),
    "night": ((40, 60, 110), (150, 160, 190), (90, 80, 120), (220, 200, 150)),
}
"""Red, green and blue; discs of these colours lie over each other."""
PLAIN = (232, 228, 218)
DISCS = 22
TAGS = "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv"
CLIP_FRAMES, CLIP_RATE = 15, 25


def draw(ground: Ground, file: Path, width: int, height: int) -> None:
    """Write the picture, or the clip, that a film shows; the same composition at every size."""
    if ground == "turned clip":
        _turned_clip(file, width, height)
    elif ground == "plain":
        _write(file, np.full((height, width, 3), PLAIN, np.uint8))
    else:
        _write(file, _discs(ground, width, height))


def _discs(ground: Ground, width: int, height: int) -> NDArray[np.uint8]:
    colours = COLOURS[ground]
    dice = np.random.default_rng(len(ground))
    canvas = np.full((height, width, 3), colours[0], np.uint8)
    longer = max(width, height)
    for n in range(DISCS):
        x, y, size = dice.random(3)
        centre = (round(x * width * 16), round(y * height * 16))
        radius = round((0.02 + 0.10 * size) * longer * 16)
        cv2.circle(canvas, centre, radius, colours[n % len(colours)], -1, cv2.LINE_AA, 4)
    return canvas


def _turned_clip(file: Path, width: int, height: int) -> None:
    """Write a clip as a phone does: its frames lie on their side, and it says so."""
    upright = _discs("busy", width, height)
    lying = file.with_name(f"lying-{file.name}")
    _write(file.with_suffix(".png"), np.rot90(upright, -1))
    ffmpeg.run(
        ["-loop", "1", "-framerate", str(CLIP_RATE), "-i", str(file.with_suffix(".png"))]
        + ["-vf", f"scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,{TAGS}"]
        + ["-frames:v", str(CLIP_FRAMES), "-c:v", "libx264", "-crf", "12", "-threads", "1"]
        + [str(lying)],
        doing="film a clip lying on its side",
    )
    ffmpeg.run(
        ["-display_rotation", "90", "-i", str(lying), "-c", "copy", str(file)],
        doing="say that it is to be turned",
    )


def _write(file: Path, rgb: NDArray[np.uint8]) -> None:
    cv2.imwrite(str(file), np.ascontiguousarray(rgb[..., ::-1]))
