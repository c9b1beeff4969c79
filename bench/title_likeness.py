"""How often each way of comparing titles is wrong: retellings missed, strangers and word-sharers flagged.

`python -m bench title_likeness`. Without the model of `make likeness` there are figures of letters alone.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from bench.made_up.labelled_titles import CHOSEN_BY, ENGLISH, GERMAN, Labelled
from bench.row import Row, at_least, at_most, fact
from factory.ideas.letter_similarity import likeness
from factory.ideas.similar_titles import MAY_BE_THE_SAME
from resources.meanings.minilm import MiniLm

Likenesses = Callable[[Sequence[str], Sequence[str]], NDArray[np.float64]]
JUDGED = tuple(one for one in ENGLISH if one not in CHOSEN_BY)
STRANGERS = 0.01
"""Share of pairs of strangers that may be flagged where a threshold is chosen."""


def by_letters(ones: Sequence[str], others: Sequence[str]) -> NDArray[np.float64]:
    """Return likenesses of titles by the letters that they share, shape (n, m)."""
    return np.array([[likeness(one, other) for other in others] for one in ones])


def by_meaning(ones: Sequence[str], others: Sequence[str]) -> NDArray[np.float64]:
    """Return likenesses of titles in meaning, shape (n, m)."""
    model = MiniLm()
    return (model.vectors(ones) @ model.vectors(others).T).astype(np.float64)


def threshold(compare: Likenesses, titles: Sequence[Labelled]) -> float:
    """Return the least likeness, in steps of 0.05, that flags few enough pairs of strangers."""
    _, strangers, _ = _likenesses(compare, titles)
    steps = (step / 20 for step in range(21))
    return next(one for one in steps if (strangers >= one).mean() <= STRANGERS)


def rows() -> Iterator[Row]:
    """Yield the error rates of letters, and of meanings where a model for them is installed."""
    chosen = threshold(by_letters, CHOSEN_BY)
    yield from _told("letters", by_letters, JUDGED, chosen, "English")
    yield from _told("letters", by_letters, GERMAN, chosen, "German")
    if not MiniLm.installed():
        yield fact("ideas by meaning", 0, "measured", note="not installed: `make likeness`")
        return
    yield at_most(
        MAY_BE_THE_SAME, "meaning: chosen threshold", threshold(by_meaning, CHOSEN_BY), "cosine"
    )
    english = list(_told("meaning", by_meaning, JUDGED, MAY_BE_THE_SAME, "English"))
    missed, strangers, words, ranked = english
    yield at_most(0.25, missed.name, missed.figure, missed.unit, note=missed.note)
    yield at_most(0.02, strangers.name, strangers.figure, strangers.unit, note=strangers.note)
    yield words
    yield at_least(0.8, ranked.name, ranked.figure, ranked.unit, note=ranked.note)
    yield from _told("meaning", by_meaning, GERMAN, MAY_BE_THE_SAME, "German")


def _likenesses(
    compare: Likenesses, titles: Sequence[Labelled]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return likenesses of retellings, of strangers (each title with the others' retellings), of word-sharers."""
    told = [one.title for one in titles]
    all_pairs = compare(told, [one.retold for one in titles])
    shared = np.diag(compare(told, [one.other for one in titles]))
    return np.diag(all_pairs), all_pairs[~np.eye(len(titles), dtype=bool)], shared


def _told(
    way: str, compare: Likenesses, titles: Sequence[Labelled], from_on: float, language: str
) -> Iterator[Row]:
    same, strangers, shared = _likenesses(compare, titles)
    beaten = (strangers.reshape(len(titles), -1) >= same[:, None]).any(axis=1)
    note = f"{len(titles)} {language} titles, flagged from {from_on:g}"
    yield fact(
        f"{way}, {language}: retellings missed", float((same < from_on).mean()), "share", note=note
    )
    yield fact(
        f"{way}, {language}: strangers flagged",
        float((strangers >= from_on).mean()),
        "share of pairs",
        note=f"{len(strangers)} pairs",
    )
    yield fact(
        f"{way}, {language}: other stories that share words flagged",
        float((shared >= from_on).mean()),
        "share",
    )
    yield fact(
        f"{way}, {language}: retelling before all strangers",
        float(1 - beaten.mean()),
        "share",
        note=note,
    )
