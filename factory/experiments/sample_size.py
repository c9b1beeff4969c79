"""Sample size: how much an experiment needs before it can tell, said before it starts."""

from math import ceil, inf, log, sqrt
from statistics import NormalDist
from typing import Final

from factory.experiments.significance import level_of
from factory.records import Payload

POWER: Final = 0.8
"""So many of a hundred real differences of the hoped size are found."""
_Z = NormalDist().inv_cdf


class Needed(Payload):
    """What one experiment needs, and how long a channel takes to bring it."""

    unit: str
    """impressions, views or videos."""
    an_arm: int
    per_week: float
    """What the channel has of it now, all arms together."""
    weeks: float | None
    """Until every arm has enough; None where nothing comes."""

    @property
    def sentence(self) -> str:
        """Say it: about 6,700 impressions an arm; you have 900 a week: 15 weeks."""
        said = f"about {rounded(self.an_arm):,} {self.unit} an arm; you have "
        said += f"{rounded(self.per_week):,} a week"
        if self.weeks is None:
            return f"{said}, so it would never be enough"
        return f"{said}: {ceil(self.weeks)} week{'s' if ceil(self.weeks) != 1 else ''}"


def trials_an_arm(expected: float, hoped: float, arms: int = 2) -> int:
    """Return how many trials each arm needs to tell one share from another.

    Two-sided, `ALPHA` shared among the comparisons with the first arm (Bonferroni), `POWER`.

    Source: Fleiss, Levin, Paik, Statistical Methods for Rates and Proportions, 3rd ed., 4.2, without
    the correction for continuity: 4 % against 5 % take 6,745.

    Raises:
        ValueError: a share is not between 0 and 1, or both are the same.
    """
    if not (0 < expected < 1 and 0 < hoped < 1) or expected == hoped:
        raise ValueError(f"{expected:g} and {hoped:g}; wanted two different shares between 0 and 1")
    alpha = level_of(arms)
    middle = (expected + hoped) / 2
    root = _Z(1 - alpha / 2) * sqrt(2 * middle * (1 - middle))
    root += _Z(POWER) * sqrt(expected * (1 - expected) + hoped * (1 - hoped))
    return ceil((root / (hoped - expected)) ** 2)


def videos_an_arm(times: float, spread: float, arms: int = 2) -> int:
    """Return how many videos each arm needs to tell `times` as many views from as many.

    Args:
        times: hoped over expected.
        spread: standard deviation of the logarithm of a video's first week.
        arms: with the first.
    """
    if times <= 0 or times == 1:
        raise ValueError(f"{times:g} times as many; wanted another factor than 1, above 0")
    alpha = level_of(arms)
    root = _Z(1 - alpha / 2) + _Z(POWER)
    return max(2, ceil(2 * (root * spread / log(times)) ** 2))


def needed(unit: str, an_arm: int, arms: int, per_week: float) -> Needed:
    """Return what is needed, and how long it takes at today's pace."""
    weeks = an_arm * arms / per_week if per_week > 0 else inf
    return Needed(
        unit=unit, an_arm=an_arm, per_week=per_week, weeks=None if weeks == inf else weeks
    )


def rounded(count: float) -> int:
    """Return a count with two digits that tell something: 6,745 is 6,700."""
    if count < 100:
        return round(count)
    step = 10 ** (len(str(int(count))) - 2)
    return int(round(count / step) * step)
