"""Significance: how sure an experiment must be before an arm is named the better one."""

from typing import Final

ALPHA: Final = 0.05
"""So many of a hundred experiments with two equal arms may be taken for different, at most."""


def level_of(arms: int) -> float:
    """Return `ALPHA` shared among the comparisons with the first arm (Bonferroni)."""
    return ALPHA / (arms - 1)
