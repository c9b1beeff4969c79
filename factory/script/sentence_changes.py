"""What changed between two texts, sentence by sentence and word by word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

Kind = Literal["same", "gone", "new"]
LEAST_LIKE = 0.4
"""Sentences that have less in common are not one that was changed, but one gone and one new."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed, went or came."""

    kind: Kind
    words: str


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """One sentence, in the order of reading."""

    pieces: tuple[Piece, ...]
    old: int | None
    """Its place in the earlier text; None where it is new."""
    new: int | None
    """Its place in the later text; None where it is gone."""

    @property
    def same(self) -> bool:
        """Whether nothing of it changed."""
        return all(piece.kind == "same" for piece in self.pieces)


def sentence_changes(old: Sequence[str], new: Sequence[str]) -> list[SentenceChange]:
    """Return every sentence of both texts once, those that belong together as one."""
    found: list[SentenceChange] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            found += [SentenceChange((Piece("same", old[n]),), n, k + n - i) for n in range(i, j)]
        else:
            found += _replaced(old, new, range(i, j), range(k, m))
    return found


def _replaced(
    old: Sequence[str], new: Sequence[str], gone: range, came: range
) -> Iterator[SentenceChange]:
    for before, after in zip_longest(gone, came):
        if before is None or after is None:
            if before is not None:
                yield SentenceChange((Piece("gone", old[before]),), before, None)
            if after is not None:
                yield SentenceChange((Piece("new", new[after]),), None, after)
            continue
        words = SequenceMatcher(None, old[before].split(), new[after].split(), autojunk=False)
        if words.ratio() < LEAST_LIKE:
            yield SentenceChange((Piece("gone", old[before]),), before, None)
            yield SentenceChange((Piece("new", new[after]),), None, after)
        else:
            pieces = _pieces(old[before].split(), new[after].split(), words)
            yield SentenceChange(tuple(pieces), before, after)


def _pieces(old: Sequence[str], new: Sequence[str], words: SequenceMatcher[str]) -> Iterator[Piece]:
    for kind, i, j, k, m in words.get_opcodes():
        if kind == "equal":
            yield Piece("same", " ".join(old[i:j]))
            continue
        if j > i:
            yield Piece("gone", " ".join(old[i:j]))
        if m > k:
            yield Piece("new", " ".join(new[k:m]))
