"""Daily views of a channel that nobody watched: growth, a weekly wave and noise, the same for a seed."""

import numpy as np


def daily_views(
    seed: int, days: int = 90, noise: float = 0.12, growth: float = 0.004
) -> np.ndarray:
    """Return made-up views, one a day.

    Args:
        seed: of the chance in them.
        days: how many.
        noise: standard deviation of their logarithm.
        growth: of their logarithm a day; below zero they decline.
    """
    chance = np.random.default_rng(seed)
    day = np.arange(days)
    wave = 1 + 0.3 * np.sin(2 * np.pi * day / 7)
    return 400 * np.exp(growth * day) * wave * np.exp(chance.normal(0, noise, days))
