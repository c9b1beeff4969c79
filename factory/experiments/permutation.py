"""Permutation: how often as large a difference comes of arms that do the same."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from typing import Final

import numpy as np
from numpy.typing import NDArray

EXACT_PAIRS: Final = 12
"""Up to so many pairs every way to turn them is tried: 4,096; beyond, as many are drawn."""
DRAWS: Final = 4096
HALVINGS: Final = 30
"""Of the field in which the edge of an interval lies."""
HAIR: Final = 1e-12
"""Sums of the same numbers in another order differ by so much."""


def turned_pairs(differences: Sequence[float], seed: int = 0) -> float:
    """Return the two-sided p of paired differences: each might as well have been the other way round.

    Exact for few pairs. Arms that do the same are so told apart in no more than five of a hundred
    experiments, whatever way days vary.
    """
    count = len(differences)
    if not count:
        return 1.0
    seen = abs(float(np.sum(differences))) - HAIR
    hits = np.abs(_signs(count, seed) @ np.asarray(differences)) >= seen
    if count <= EXACT_PAIRS:
        return float(np.mean(hits))
    return (int(np.sum(hits)) + 1) / (DRAWS + 1)


@lru_cache(maxsize=8)
def _signs(count: int, seed: int) -> NDArray[np.float64]:
    """Return the ways to turn so many pairs: every one of a few, else as many as are drawn.

    Kept, as the edges of an interval ask for the same ones 60 times.
    """
    if count <= EXACT_PAIRS:
        return np.array(list(product((1.0, -1.0), repeat=count)))
    return np.random.default_rng(seed).choice((1.0, -1.0), size=(DRAWS, count))


def interval_of_pairs(
    differences: Sequence[float], level: float, seed: int = 0
) -> tuple[float, float] | None:
    """Return the least and greatest difference that the same test would not refuse; None of too few pairs.

    Args:
        differences: of pairs.
        level: of the test, such as 0.05: then it holds the true difference 95 of 100 times.
        seed: of its draws.
    """
    if 2 / 2 ** len(differences) > level:
        return None
    middle = float(np.mean(differences))
    reach = float(np.max(np.abs(np.asarray(differences) - middle))) + HAIR

    def edge(sign: float) -> float:
        inside, outside = 0.0, 2 * reach
        for _ in range(HALVINGS):
            at = (inside + outside) / 2
            shifted = [one - (middle + sign * at) for one in differences]
            inside, outside = (at, outside) if turned_pairs(shifted, seed) > level else (inside, at)
        return middle + sign * outside

    return edge(-1.0), edge(1.0)


def shuffled_groups(one: Sequence[float], other: Sequence[float], seed: int = 0) -> float:
    """Return the two-sided p of a difference of means: labels might as well lie otherwise."""
    if not one or not other:
        return 1.0
    every, size = np.array([*one, *other]), len(one)
    seen = abs(every[:size].mean() - every[size:].mean()) - HAIR
    drawn = np.random.default_rng(seed).permuted(np.tile(every, (DRAWS, 1)), axis=1)
    means = drawn[:, :size].mean(axis=1) - drawn[:, size:].mean(axis=1)
    return (int(np.sum(np.abs(means) >= seen)) + 1) / (DRAWS + 1)
