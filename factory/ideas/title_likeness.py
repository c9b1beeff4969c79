"""Likeness of titles: by the letters they share, without a model of any language."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import sqrt
from typing import Final

from factory.ideas.idea import Near
from factory.text.function_words import CONJUNCTIONS, LEANING

GRAMS: Final = (3, 4, 5)
"""Lengths of the runs of letters that are compared. It finds a retelling in other words seldom
(measured: one in ten ranked first), so that it only shows what is near and refuses nothing but
the same words again."""
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
    own = _grams(title)
    found = [Near(title=other, likeness=round(_cosine(own, _grams(other)), 3)) for other in others]
    near = sorted((one for one in found if one.likeness > 0), key=lambda one: -one.likeness)
    return tuple(near[:SHOWN])


@lru_cache(maxsize=KEPT)
def _grams(title: str) -> Counter[str]:
    text = f" {' '.join(title.casefold().split())} "
    return Counter(
        text[start : start + length]
        for length in GRAMS
        for start in range(max(0, len(text) - length + 1))
    )


def _cosine(one: Counter[str], other: Counter[str]) -> float:
    shared = sum(count * other[gram] for gram, count in one.items())
    sizes = (sqrt(sum(count * count for count in grams.values())) for grams in (one, other))
    own, others = sizes
    return min(1.0, shared / (own * others)) if own and others else 0.0
