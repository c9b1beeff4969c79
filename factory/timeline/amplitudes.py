"""Amplitudes: what a curve is at every sample."""

import numpy as np
from numpy.typing import NDArray

from factory.timeline.envelopes import Curve

STEP = 64
"""Amplitudes are computed every so many samples, and lie on straight lines between."""


def amplitudes(curve: Curve, start: int, count: int) -> NDArray[np.float32]:
    """Return the amplitude of samples `start` to `start + count`, float32, shape (count,)."""
    coarse = np.arange(0, count + STEP, STEP, dtype=np.float64)
    at = np.array([point[0] for point in curve], dtype=np.float64)
    values = np.array([point[1] for point in curve])
    after = np.searchsorted(at, start + coarse, side="right").clip(1, max(1, len(at) - 1))
    if len(at) == 1:
        return np.full(count, values[0], dtype=np.float32)
    begin, end = at[after - 1], at[after]
    share = ((start + coarse - begin) / np.maximum(end - begin, 1)).clip(0, 1)
    eased = 0.5 - 0.5 * np.cos(np.pi * share)
    moving = values[after - 1] + (values[after] - values[after - 1]) * eased
    return np.interp(np.arange(count), coarse, moving).astype(np.float32)
