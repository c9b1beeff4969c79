"""Shared letters: how alike two titles are by them, without a model of any language."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import sqrt
from typing import Final

from factory.ideas.idea import Near
from factory.text.function_words import CONJUNCTIONS, LEANING

GRAMS: Final = (3, 4, 5)
"""Lengths of the runs of letters that are compared. It finds a retelling in other words seldom
(`bench/title_likeness.py`), so that it only shows what is near and refuses nothing but the same words again."""
SHOWN: Final = 3
KEPT: Final = 4096
"""Titles whose letters and words are kept: each is compared with every topic."""


SMALL: Final = CONJUNCTIONS | LEANING


@lru_cache(maxsize=KEPT)
def same_words(title: str) -> frozenset[str]:
    """Return the words that a title is known by: in any order, case and without function words."""
    words = ["".join(filter(str.isalnum, word)) for word in title.casefold().split()]
    told = frozenset(word for word in words if word and word not in SMALL)
    return told or frozenset(filter(None, words))


def nearest(title: str, others: Iterable[str]) -> Sequence[Near]:
    """Return the three titles most like one, the nearest first; none that shares nothing."""
    found = [Near(title=other, likeness=round(likeness(title, other), 3)) for other in others]
    near = sorted((one for one in found if one.likeness > 0), key=lambda one: -one.likeness)
    return tuple(near[:SHOWN])


def likeness(one: str, other: str) -> float:
    """Return how many letters two titles share, from 0 to 1."""
    own, others = _grams(one), _grams(other)
    sizes = _size(own) * _size(others)
    shared = sum(count * others[gram] for gram, count in own.items())
    return min(1.0, shared / sizes) if sizes else 0.0


@lru_cache(maxsize=KEPT)
def _grams(title: str) -> Counter[str]:
    text = f" {' '.join(title.casefold().split())} "
    return Counter(
        text[start : start + length]
        for length in GRAMS
        for start in range(max(0, len(text) - length + 1))
    )


def _size(grams: Counter[str]) -> float:
    return sqrt(sum(count * count for count in grams.values()))
