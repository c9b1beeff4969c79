"""How many odd days are found, and how many days are called odd that are none, on seeded series of 90 days.

An odd day is looked for where it is one of many, as a page shows them, and where it is the newest, as the check on
`analytics/channel_days` sees it first.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bench.made_up.daily_views import daily_views
from bench.row import Row, at_least, at_most, fact
from factory.analytics.anomalies import LEAST_DAYS, odd_days

RUNS = 200
DAYS = 90
LEAST_FOUND, MOST_ALARMS = 0.95, 0.1
"""Share of odd days; false alarms in a series."""


@dataclass(frozen=True, slots=True)
class Case:
    """Series of one kind, each with one day that is odd."""

    name: str
    times: float
    """What the odd day's views are multiplied by."""
    noise: float = 0.12
    growth: float = 0.004
    goal: bool = True
    """Whether it is so plain that it has to be found."""


CASES = (
    Case("three times the views", 3),
    Case("a quarter of them", 0.25),
    Case("three times, in decline", 3, growth=-0.01),
    Case("a quarter, in fast growth", 0.25, growth=0.03),
    Case("twice the views", 2, goal=False),
    Case("half of them", 0.5, goal=False),
    Case("three times, in much noise (30 %)", 3, noise=0.3, goal=False),
)


def rows() -> Iterator[Row]:
    """Measure each case, and series without an odd day."""
    for case in CASES:
        for where in ("among others", "the newest"):
            found, alarms = _measured(case, newest=where == "the newest")
            name = f"{case.name}, {where}"
            note = f"{alarms:.3f} false alarms a series"
            if case.goal:
                yield at_least(LEAST_FOUND, f"found: {name}", found, "of 1", note=note)
            else:
                yield fact(f"found: {name}", found, "of 1", note=note)
    for noise in (0.12, 0.3):
        alarms = [sum(odd_days(daily_views(seed, DAYS, noise).tolist())) for seed in range(RUNS)]
        name = f"false alarms, nothing odd, noise of {noise:.0%}"
        yield at_most(MOST_ALARMS, name, float(np.mean(alarms)), f"a series of {DAYS} days")
    last = [odd_days(daily_views(seed, DAYS).tolist())[-1] for seed in range(RUNS)]
    yield at_most(0.01, "false alarms on the newest day", float(np.mean(last)), "a day")


def _measured(case: Case, *, newest: bool) -> tuple[float, float]:
    """Return the share of odd days that is found, and the false alarms in a series."""
    found, alarms = 0, 0
    for seed in range(RUNS):
        views = daily_views(seed, DAYS, case.noise, case.growth)
        where = DAYS - 1 if newest else LEAST_DAYS + seed % (DAYS - LEAST_DAYS - 1)
        views[where] *= case.times
        odd = odd_days(views.tolist())
        found += odd[where]
        alarms += sum(odd) - odd[where]
    return found / RUNS, alarms / RUNS
