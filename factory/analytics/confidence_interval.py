"""Intervals: how far a share that was counted may lie from the one that holds."""

from math import sqrt
from typing import Final

Z95: Final = 1.959964
"""Standard deviations on both sides that hold 95 of a hundred."""


def wilson(hits: float, trials: float, z: float = Z95) -> tuple[float, float]:
    """Return the interval of a share by Wilson's score; the whole of 0 to 1 for no trials.

    Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209-212; it
    holds for few trials and shares near 0, where the usual one does not.
    """
    if trials <= 0:
        return 0.0, 1.0
    share = hits / trials
    middle = share + z * z / (2 * trials)
    half = z * sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    below = 1 + z * z / trials
    return max(0.0, (middle - half) / below), min(1.0, (middle + half) / below)
