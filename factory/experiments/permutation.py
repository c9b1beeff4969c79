"""Permutation: how often as large a difference comes of arms that do the same."""

from collections.abc import Sequence
from itertools import product
from typing import Final

import numpy as np

EXACT_PAIRS: Final = 12
"""Up to so many pairs every way to turn them is tried: 4,096; beyond, as many are drawn."""
DRAWS: Final = 4096
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
    if count <= EXACT_PAIRS:
        signs = np.array(list(product((1.0, -1.0), repeat=count)))
        return float(np.mean(np.abs(signs @ np.asarray(differences)) >= seen))
    signs = np.random.default_rng(seed).choice((1.0, -1.0), size=(DRAWS, count))
    hits = int(np.sum(np.abs(signs @ np.asarray(differences)) >= seen))
    return (hits + 1) / (DRAWS + 1)


def shuffled_groups(one: Sequence[float], other: Sequence[float], seed: int = 0) -> float:
    """Return the two-sided p of a difference of means: labels might as well lie otherwise."""
    if not one or not other:
        return 1.0
    every, size = np.array([*one, *other]), len(one)
    seen = abs(every[:size].mean() - every[size:].mean()) - HAIR
    drawn = np.random.default_rng(seed).permuted(np.tile(every, (DRAWS, 1)), axis=1)
    means = drawn[:, :size].mean(axis=1) - drawn[:, size:].mean(axis=1)
    return (int(np.sum(np.abs(means) >= seen)) + 1) / (DRAWS + 1)
