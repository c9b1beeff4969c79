"""Anomalies: days on which a series is not what its trend and its weekday make one expect."""

from collections.abc import Sequence
from math import log, log1p
from statistics import median
from typing import Final

WINDOW_DAYS: Final = 21
"""Of the running median that follows growth and decline."""
LEAST_DAYS: Final = 28
"""Four of each weekday; with fewer nothing is called odd."""
LIMIT: Final = 4.5
"""Robust standard deviations; what it finds and what it calls odd wrongly: `bench/anomalies.py`."""
NORMAL_MAD: Final = 1.4826
"""Standard deviations of a normal distribution in one median absolute deviation."""


def odd_days(values: Sequence[float]) -> list[bool]:
    """Say of each day of a series without gaps whether it is out of line.

    Args:
        values: counts, one a day, oldest first; none below zero.

    Returns:
        As many truths as there are days; all false with less than `LEAST_DAYS`.
    """
    days = len(values)
    if days < LEAST_DAYS:
        return [False] * days
    logs = [log1p(max(value, 0.0)) for value in values]
    half = WINDOW_DAYS // 2
    rest = [logs[day] - median(logs[max(0, day - half) : day + half + 1]) for day in range(days)]
    usual = [median(rest[weekday::7]) for weekday in range(7)]
    rest = [value - usual[day % 7] for day, value in enumerate(rest)]
    spread = NORMAL_MAD * median(map(abs, rest))
    # A series that is nearly constant has no spread; a tenth up or down is then nothing odd.
    limit = max(LIMIT * spread, log(1.1))
    return [abs(value) > limit for value in rest]
