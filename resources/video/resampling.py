"""Resampling: a window of a plane at any sub-pixel place and scale, at the speed of a plain resize.

A resize by a fixed step samples at (k + 1/2) step - 1/2, for whole k: its scale is free, its place is
not. But the phases of successive k differ, so that soon one of them falls on the wanted place. The
window is cut there from a resize that is a few pixels larger. It differs from a general warp by
rounding alone and takes a third of its time: 1.2 against 3.6 ms for the luma of a Short.
"""

from math import ceil
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.uint8]

MARGIN_PX = 128
"""Pixels repeated before the first of a plane, so that a resize may begin there."""
AFTER_PX = 4
NEAR_PX = 1 / 64
"""How far off the wanted place a sample may lie, in pixels of the source. Measured over the moves of a
Short: no frame of a pan and one in ten of a zoom has no phase that near, and is warped."""

cv2.setNumThreads(1)  # segments run in parallel; a frame's planes are too small to share out


def margined(plane: NDArray[Any]) -> Plane:
    """Return a plane with its edges repeated outwards, as `sample` wants it."""
    before, after = MARGIN_PX, AFTER_PX
    return np.asarray(
        cv2.copyMakeBorder(plane, before, after, before, after, cv2.BORDER_REPLICATE), np.uint8
    )


def sample(source: Plane, step: float, origin: tuple[float, float], target: Plane) -> None:
    """Fill `target` with every `step`-th sample from `origin`, between pixels by bilinear weights.

    Args:
        source: from `margined`; `origin` counts from its first pixel before that, across and down.
        step: pixels of the source per pixel of the target.
        origin: place of the target's first pixel; beyond the edges their pixels are repeated.
        target: written to.
    """
    left, top = (place + MARGIN_PX for place in origin)
    height, width = target.shape
    across = _start(left, step, width, source.shape[1])
    down = _start(top, step, height, source.shape[0])
    if across is None or down is None:
        _warped(source, step, (left, top), target)
        return
    (x, skip_x, span_x), (y, skip_y, span_y) = across, down
    crop = source[y : y + span_y, x : x + span_x]
    larger = cv2.resize(crop, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_LINEAR)
    target[:] = larger[skip_y : skip_y + height, skip_x : skip_x + width]


def _start(place: float, step: float, count: int, length: int) -> tuple[int, int, int] | None:
    """Return where to begin a resize, how many of its pixels to skip, and how much it reads.

    None if no phase comes near enough, or the reading would leave the plane.
    """
    skips = np.arange(max(0, int((MARGIN_PX - 1) / step)))
    inner = step * (skips + 0.5) - 0.5  # where a sample lies, from where the resize begins
    begins = np.rint(place - inner)
    near = np.abs(place - inner - begins) <= NEAR_PX
    near = np.flatnonzero(near & (begins >= 0) & (inner >= 0))
    if not near.size:
        return None
    skip = int(near[0])
    begin, span = int(begins[skip]), ceil((skip + count) * step) + 1
    return (begin, skip, span) if begin + span <= length else None


def _warped(source: Plane, step: float, origin: tuple[float, float], target: Plane) -> None:
    cv2.warpAffine(
        source,
        np.array([[step, 0, origin[0]], [0, step, origin[1]]]),
        target.shape[::-1],
        dst=target,
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
