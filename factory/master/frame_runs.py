"""Runs of frames that are black, flat, still or repeated."""

from itertools import pairwise
from math import ceil

import numpy as np
from numpy.typing import NDArray

from factory.master.measurement import Stretch

Grid = NDArray[np.uint8]


Marks = NDArray[np.bool_]


Figures = NDArray[np.float64]


WHITE = 255.0


LEVELS = np.arange(256.0)


BLACK_LUMA, BLACK_SHARE = 0.08 * WHITE, 0.98
"""A cell is black below this luma; a frame, when this share of its cells is."""


FLAT_SPREAD = 0.8
"""A frame is flat when its cells spread less than this about their mean."""


REPEATED_CHANGE = 0.001
"""Mean change from one frame to the next that counts as none: one cell in a thousand, by one level.

Measured: a still that x264 encodes changes by 0, the slowest zoom (5 % in 40 s) by 0.002 and more.
"""


REPEATED_SHARE, USUAL_PERCENTILE, NEAR_FRAMES = 0.1, 70, 4
"""A frame that changes so much less than its neighbours usually do repeats the one before.

Measured: of a 15 fps picture at 30 fps every second frame, of a slow zoom none, of a Short 1 %.
"""


REST_FRAMES, REST_CHANGE = 15, 0.0025
"""A picture rests when it has changed so little in so many frames, as a share of its spread.

Measured: a still 0.0014 at most, the slowest zoom 0.005 and more.
"""


PULSE_CHANGE, PULSE_FRAMES = 1.0, 3
"""A still pulses when the encoder sends a whole frame: by up to 0.4 levels, then it is refined."""


BLACK_SECONDS, FLAT_SECONDS, FROZEN_SECONDS = 0.3, 0.3, 1.0
"""Shorter stretches than these are not reported."""


def runs(marks: Marks) -> list[tuple[int, int]]:
    """Return the start and end (excluded) of every run of true marks."""
    edges = np.flatnonzero(np.diff(np.pad(marks, 1).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def stretches(marks: Marks, fps: float, shortest_seconds: float) -> tuple[Stretch, ...]:
    """Return runs of true marks as stretches, without the short ones."""
    found = (Stretch(start=a / fps, end=b / fps) for a, b in runs(marks))
    return tuple(stretch for stretch in found if stretch.seconds >= shortest_seconds)


def repeated_frames(changes: NDArray[np.floating]) -> Marks:
    """Return for every frame but the first whether it shows what the one before shows."""
    if not len(changes):
        return np.zeros(0, np.bool_)
    near = np.pad(changes, NEAR_FRAMES, mode="symmetric")
    windows = np.lib.stride_tricks.sliding_window_view(near, 2 * NEAR_FRAMES + 1)
    usual = np.percentile(windows, USUAL_PERCENTILE, axis=1)
    return changes <= np.maximum(REPEATED_CHANGE, REPEATED_SHARE * usual)


def still_frames(changes: NDArray[np.floating], rests: Marks) -> Marks:
    """Return for every frame but the last whether nothing moves until the next, pulses aside.

    Args:
        changes: from each frame to the next.
        rests: whether nothing has moved for `REST_FRAMES` when the next frame is shown.
    """
    still = changes <= REPEATED_CHANGE
    for start, end in runs(rests):
        still[max(0, start - REST_FRAMES + 1) : end] = True
    for (_, end), (start, _) in pairwise(runs(still)):
        if start - end <= PULSE_FRAMES and changes[end:start].max() <= PULSE_CHANGE:
            still[end:start] = True
    return still


def grid_figures(grid: Grid) -> tuple[float, float, float]:
    """Return mean, standard deviation and share of black cells, all from one histogram."""
    counts = np.bincount(grid.ravel(), minlength=len(LEVELS)) / grid.size
    mean = float(counts @ LEVELS)
    spread = max(0.0, float(counts @ np.square(LEVELS)) - mean * mean) ** 0.5
    return mean, spread, float(counts[: ceil(BLACK_LUMA)].sum())


def change_between(cells: Grid, others: Grid) -> float:
    """Return the mean difference of two sets of cells, in levels."""
    # Unsigned bytes wrap; the larger minus the smaller does not.
    return float((np.maximum(cells, others) - np.minimum(cells, others)).mean())
