"""The camera: a still picture becomes frames that pan and zoom by fractions of a pixel.

Frames are planar YUV 4:2:0, BT.709, limited range: what the encoder wants, so that nothing is
converted per frame. Each plane is warped on its own.
"""

from collections.abc import Iterator
from functools import lru_cache
from math import pi, sqrt
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from factory.errors import PermanentError
from factory.pictures.camera_motion import Motion, Sway, Window
from factory.video_formats.formats import Picture
from resources.video.resampling import margined, sample

Array = NDArray[Any]
Plane = NDArray[np.uint8]
Planes = tuple[Plane, Plane, Plane]

DENSITY = 1.3052
"""Picture pixels per output pixel, in the middle of the motion. Measured on a slow pan: at 1.0 the
sharpness of bilinear sampling swings by 55 % as the sub-pixel phase passes, at 1.3 by 4 %. This far
from any simple fraction, phases never repeat within a frame, as `resampling` wants it."""
SOFTEN_PX = 0.4
"""Sigma of the blur that goes with it: takes away what bilinear sampling would let flicker."""
# ITU-R BT.709-6, 3.2 to 3.5, for 8-bit limited range: Y 16..235, Cb and Cr 16..240 around 128.
_KR, _KB = 0.2126, 0.0722
_LUMA = np.array([_KR, 1 - _KR - _KB, _KB])
BT709 = np.vstack(
    [
        np.append(_LUMA * 219 / 255, 16),
        np.append(([0, 0, 1] - _LUMA) / (2 - 2 * _KB) * 224 / 255, 128),
        np.append(([1, 0, 0] - _LUMA) / (2 - 2 * _KR) * 224 / 255, 128),
    ]
).astype(np.float32)


class Camera:
    """One picture, loaded once, and the camera over it."""

    def __init__(self, file: Path, motion: Motion | Sway, output: Picture) -> None:
        """Load a picture of any size; raise PermanentError if it cannot be read.

        Args:
            file: the picture.
            motion: all that will be seen of it; decides at which density it is kept.
            output: the frames' shape.
        """
        self._output = output
        self._planes, (self._width, self._height) = _loaded(
            file, file.stat().st_mtime_ns, _middle_width(motion), output.width
        )

    def draw(self, window: Window, target: Plane) -> None:
        """Draw what a window shows into a frame buffer (see `split`)."""
        x, y, width = window
        step = width * self._width / self._output.width
        left = x * self._width - step * self._output.width / 2
        top = y * self._height - step * self._output.height / 2
        luma = (left + step / 2 - 0.5, top + step / 2 - 0.5)  # of the first pixel's centre
        # Chroma lies on every second column, and halfway between two rows (H.264's default).
        chroma = (luma[0] / 2, (luma[1] + step / 2 - 0.5) / 2)
        for source, place, plane in zip(
            self._planes, (luma, chroma, chroma), split(target, self._output), strict=True
        ):
            sample(source, step, place, plane)


def _middle_width(motion: Motion | Sway) -> float:
    if isinstance(motion, Sway):
        return motion.middle[2]
    return sqrt(motion.start[2] * motion.end[2])


@lru_cache(maxsize=4)  # a picture fades out in the shot after its own; four are about 30 MB
def _loaded(
    file: Path, _changed_ns: int, window: float, output_px: int
) -> tuple[Planes, tuple[int, int]]:
    """Return the planes with their margins, and the width and height of the luma without."""
    picture = cv2.imread(str(file), cv2.IMREAD_COLOR_RGB)
    if picture is None:
        raise PermanentError(f"{file.name} cannot be read as a picture; make the visuals again")
    luma, blue, red = planes(prepared(picture, window, output_px))
    return (margined(luma), margined(blue), margined(red)), luma.shape[::-1]


def frame_buffer(output: Picture) -> Plane:
    """Return an empty buffer for one frame: Y, then Cb, then Cr, as the pipe wants them."""
    return np.empty(output.width * output.height * 3 // 2, np.uint8)


def split(frame: Plane, output: Picture) -> Planes:
    """Return a frame buffer's three planes, as views."""
    width, height = output.width, output.height
    size, half = width * height, (height // 2, width // 2)
    quarter = size // 4
    return (
        frame[:size].reshape(height, width),
        frame[size : size + quarter].reshape(half),
        frame[size + quarter :].reshape(half),
    )


def cross_faded(
    before: Iterator[Plane], after: Iterator[Plane], frames: int, output: Picture
) -> Iterator[Plane]:
    """Yield `frames` blends that go smoothly from one to the other, then the rest of `after`."""
    mixed = frame_buffer(output)
    for n in range(frames):
        weight = (1 - np.cos(pi * (n + 1) / (frames + 1))) / 2
        cv2.addWeighted(next(after), weight, next(before), 1 - weight, 0, dst=mixed)
        yield mixed
    yield from after


def prepared(picture: Array, window: float, output_px: int) -> Array:
    """Return the picture at the density that moves without flicker, even-sided.

    Args:
        picture: height x width x 3.
        window: width of the middle window, as a fraction of the picture's.
        output_px: width that the window is shown at.
    """
    height, width = picture.shape[:2]
    scale = DENSITY * output_px / (window * width)
    size = tuple(max(2, round(side * scale / 2) * 2) for side in (width, height))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    resized = cv2.resize(picture, size, interpolation=way)
    return cv2.GaussianBlur(resized, (0, 0), SOFTEN_PX)


def planes(picture: Array) -> Planes:
    """Return an RGB picture (even-sided) as Y, Cb, Cr; chroma halved, at the left of its pair."""
    luma = cv2.extractChannel(cv2.transform(picture, BT709), 0)  # one row alone takes longer
    height, width = luma.shape
    rows = cv2.resize(picture, (width, height // 2), interpolation=cv2.INTER_LINEAR)
    across, down = np.array([0.25, 0.5, 0.25]), np.array([1.0])
    smooth = cv2.sepFilter2D(rows, cv2.CV_32F, across, down, borderType=cv2.BORDER_REPLICATE)
    blue, red = cv2.split(cv2.transform(np.ascontiguousarray(smooth[:, ::2]), BT709[1:]))
    return np.asarray(luma, np.uint8), _rounded(blue), _rounded(red)


def _rounded(values: Array) -> Plane:
    return np.asarray(cv2.convertScaleAbs(values), np.uint8)
