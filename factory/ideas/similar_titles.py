"""Nearest titles: which of what was told or proposed before is most like an idea, and by what that is known."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from factory.ideas.idea import Near
from factory.ideas.letter_similarity import SHOWN, nearest

Vector = NDArray[np.float32]
MAY_BE_THE_SAME: Final = 0.35
"""Cosine from which on two titles may tell the same story: of strangers 1 pair in 100 is so near, of
retellings 8 in 10 are; titles that share words and tell of something else nearly always are
(`bench/title_likeness.py`). So a person is shown it, and nothing is refused for it."""


class EarlierTitles:
    """Compares by meaning where a model knows the idea's title, and else by letters.

    Args:
        titles: what was told or proposed before, each once.
        vectors: unit vectors of titles, earlier ones and ideas; empty without a model.
    """

    def __init__(self, titles: Iterable[str], vectors: Mapping[str, Vector]) -> None:
        self._titles = tuple(dict.fromkeys(titles))
        self._vectors = vectors

    def nearest(self, title: str) -> Sequence[Near]:
        """Return the three titles most like one, the nearest first; none that shares nothing."""
        own = self._vectors.get(title)
        if own is None:
            return nearest(title, self._titles)
        known, matrix = self._known
        cosines = matrix @ own
        best = np.argsort(-cosines, kind="stable")[:SHOWN]
        return tuple(
            Near(
                title=known[int(one)],
                likeness=round(min(1.0, float(cosines[one])), 3),
                by="meaning",
                perhaps_the_same=bool(cosines[one] >= MAY_BE_THE_SAME),
            )
            for one in best
            if cosines[one] > 0
        )

    @cached_property
    def _known(self) -> tuple[Sequence[str], NDArray[np.float32]]:
        known = [one for one in self._titles if one in self._vectors]
        width = len(next(iter(self._vectors.values())))
        return known, np.array([self._vectors[one] for one in known]).reshape(len(known), width)
