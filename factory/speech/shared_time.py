"""Sharing a span of time among words whose own times nobody knows."""

from collections.abc import Sequence
from itertools import pairwise

Span = tuple[int, int]
"""First sample, and the one behind the last."""


def by_weight(words: Sequence[str], start: int, end: int) -> list[Span]:
    """Share a span among words by their letters; the spans touch and fill it."""
    weights = [1 + sum(c.isalnum() for c in word) for word in words]
    total = sum(weights)
    edges = [start]
    done = 0
    for weight in weights:
        done += weight
        edges.append(start + (end - start) * done // total)
    return list(pairwise(edges))
