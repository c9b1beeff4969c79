"""Pieces of a sentence: no longer than a voice says at once, cut where a reader would breathe."""

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")

LONGEST_PIECE_CHARS = 400
"""About 25 s of speech: longer sentences make an engine of this machine slow and its intonation flat. Vendors say their own."""


def sentence_pieces(text: str, longest: int = LONGEST_PIECE_CHARS) -> list[str]:
    """Return the text in pieces of at most `longest` characters, cut where a reader would breathe.

    Words are kept whole unless one alone is longer than that; the last piece ends in a mark.
    """
    pieces: list[str] = []
    rest = text.strip()
    while len(rest) > longest:
        cut = _last_break(rest[:longest])
        pieces.append(rest[:cut].strip())
        rest = rest[cut:].strip()
    pieces.append(rest if re.search(r"[.!?,;:]$", rest) else f"{rest}.")
    return [piece for piece in pieces if piece]


def _last_break(text: str) -> int:
    """Return the best place to cut: after the last stop, else comma, else space, else the end."""
    for pattern in (r"[.!?;:]\s", r",\s", r"\s"):
        places = [match.end() for match in re.finditer(pattern, text)]
        late = [place for place in places if place > len(text) // 3]
        if late:
            return late[-1]
    return len(text)


def phoneme_runs(
    phonemes: Sequence[T], most: int, is_space: Callable[[T], bool]
) -> list[Sequence[T]]:
    """Return the phonemes in runs of at most `most`, cut at spaces where there are any."""
    cut_off: list[Sequence[T]] = []
    while len(phonemes) > most:
        spaces = [at for at in range(most // 2, most) if is_space(phonemes[at])]
        cut = spaces[-1] + 1 if spaces else most
        cut_off.append(phonemes[:cut])
        phonemes = phonemes[cut:]
    return [*cut_off, phonemes]
