"""Joins: where pieces of picture or sound meet, and whether that can be seen or heard."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from factory.timeline.loudness_statistics import Passage

NEAR_SAMPLES = slice(-256, 1024 + 256)
"""Where a click would lie about a join: a packet of AAC sounds together with the one before it."""
USUAL_PERCENTILE = 99.9
FORETOLD_FROM, NOISE_SHARE = 32, 1e-9
QUIETEST = 2.0**-15
"""One step of 16-bit sound."""
STEADY_FRAMES = 4
"""Frames on either side of a join that say how much the picture changes anyway."""


def in_the_whole(place: float, passages: Sequence[Passage], *, last: bool) -> float:
    """Return where a place in the passages lies in the whole, the first or last time it comes."""
    seen = whole = 0.0
    for passage in passages:
        if place < seen + passage.seconds or (last and place <= seen + passage.seconds):
            again = passage.times - 1 if last and place > seen else 0
            return whole + place - seen + again * passage.seconds
        seen += passage.seconds
        whole += passage.seconds * passage.times
    return whole


def click_db(sound: NDArray[np.floating], join: int) -> float:
    """Return how much sharper the sharpest edge at a join is than the sharpest about it, in dB.

    Args:
        sound: one channel, a second or so on either side of the join.
        join: the first sample after the join.

    An edge is what the samples before do not foretell (linear prediction, fitted to the whole
    sound). AAC blends neighbouring packets, so that a wrong neighbour makes no step, but it makes
    such a surprise. Sharpest about it means all but one in a thousand.
    """
    edges = np.abs(_surprise(sound))
    near = slice(max(0, join + NEAR_SAMPLES.start), join + NEAR_SAMPLES.stop)
    usual = np.percentile(np.delete(edges, near), USUAL_PERCENTILE)
    return float(20 * np.log10(max(edges[near].max(), QUIETEST) / max(usual, QUIETEST)))


def _surprise(sound: NDArray[np.floating]) -> NDArray[np.floating]:
    """Return each sample without what the `FORETOLD_FROM` samples before it foretell."""
    spectrum = np.fft.rfft(sound, 2 * len(sound))
    likeness = np.fft.irfft(np.square(np.abs(spectrum)))[: FORETOLD_FROM + 1]
    likeness[0] = likeness[0] * (1 + NOISE_SHARE) + QUIETEST
    lags = np.abs(np.subtract.outer(np.arange(FORETOLD_FROM), np.arange(FORETOLD_FROM)))
    weights = np.linalg.solve(likeness[lags], likeness[1:])
    return np.convolve(sound, np.concatenate([[1.0], -weights]))[: len(sound)][FORETOLD_FROM:]


def picture_jump(changes: Sequence[float], join: int) -> float:
    """Return how much more a picture changes into a frame than into those about it.

    Args:
        changes: how much each frame changes from the one before.
        join: the first frame after the join.
    """
    about = [*changes[max(1, join - STEADY_FRAMES) : join], *changes[join + 1 :][:STEADY_FRAMES]]
    return changes[join] - max(about, default=0.0)
