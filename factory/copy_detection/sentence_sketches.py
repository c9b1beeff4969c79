"""Sentences as sketches: a few numbers each, by which near-duplicates are found without their words.

A sketch is a MinHash (Broder 1997) over pairs of neighbouring words: the share of equal places in
two sketches estimates how many of their pairs the sentences have in common. Numbers are one word,
and so are names where a language writes them large and other words small: what a template leaves
to be filled in does not tell two sentences apart.
"""

import base64
import re
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import Final
from zlib import crc32

from factory.text.forbidden_words import folded
from factory.text.languages import primary_language

PLACES: Final = 16
"""Numbers in a sketch, 16 bits each."""
ALIKE_PLACES: Final = 6
"""Of them equal in near-duplicates; measured on the labelled texts of tests/factory/copy_detection."""
FEWEST_WORDS: Final = 4
"""A shorter sentence says too little to be recognised by: it is taken together with the next."""
MOST: Final = 400
"""Sentences that are kept of one video; hours of words are known by as many of them."""

NUMBER, NAME = "#", "@"
LARGE_NOUNS: Final = frozenset({"de", "lb"})
"""Languages that write every noun large, so that a capital tells no name."""

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_UNSPACED = re.compile("([\u0e00-\u0e7f\u1000-\u109f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff])")
_MASK = 0xFFFFFFFF


def _multipliers() -> tuple[tuple[int, int], ...]:
    numbers = struct.unpack(
        f">{2 * PLACES}I", b"".join(sha256(b"sketch %d" % n).digest() for n in range(4))
    )
    return tuple(zip((n | 1 for n in numbers[:PLACES]), numbers[PLACES:], strict=True))


MULTIPLIERS: Final = _multipliers()

Sketch = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence, or several short ones, as they are compared."""

    text: str
    words: int
    sketch: Sketch


def passages(sentences: Iterable[str], language: str) -> list[Passage]:
    """Return the sketches of a text, in order; at most `MOST`.

    Of a longer text those are kept whose first number is smallest: the same ones of a
    near-duplicate, for the most part.
    """
    found = list(_passages(sentences, language))
    if len(found) <= MOST:
        return found
    kept = sorted(range(len(found)), key=lambda n: (found[n].sketch[0], n))[:MOST]
    return [found[n] for n in sorted(kept)]


def _passages(sentences: Iterable[str], language: str) -> Iterator[Passage]:
    texts: list[str] = []
    tokens: list[str] = []
    for sentence in sentences:
        texts.append(sentence)
        tokens += _tokens(sentence, language)
        if len(tokens) >= FEWEST_WORDS:
            yield Passage(" ".join(texts), len(tokens), _sketch(tokens))
            texts, tokens = [], []
    if tokens:
        yield Passage(" ".join(texts), len(tokens), _sketch(tokens))


def _tokens(sentence: str, language: str) -> list[str]:
    names = primary_language(language) not in LARGE_NOUNS
    tokens: list[str] = []
    for place, match in enumerate(_WORD.finditer(_UNSPACED.sub(r"\1 ", sentence))):
        word = match.group()
        token = folded(word)
        if any(character.isdigit() for character in word):
            token = NUMBER
        elif names and place and word[0].isupper():
            token = NAME
        if token in (NUMBER, NAME) and tokens[-1:] == [token]:
            continue  # `New York` fills the same gap as `Rome`
        tokens.append(token)
    return tokens


def _sketch(tokens: Sequence[str]) -> Sketch:
    pairs = {crc32(" ".join(pair).encode()) for pair in pairwise(tokens)}
    pairs = pairs or {crc32(token.encode()) for token in tokens}
    return tuple(
        min((factor * pair + shift) & _MASK for pair in pairs) & 0xFFFF
        for factor, shift in MULTIPLIERS
    )


Index = tuple[Mapping[int, Sequence[int]], ...]
"""For each place of a sketch: by its number there, the sentences that have it."""


def index_of(sketches: Iterable[Sketch]) -> Index:
    """Return the sketches of a video, to be compared with those of many others."""
    places: tuple[dict[int, list[int]], ...] = tuple({} for _ in range(PLACES))
    for number, sketch in enumerate(sketches):
        for place, value in zip(places, sketch, strict=True):
            place.setdefault(value, []).append(number)
    return places


def repeated(ours: Index, theirs: Iterable[Sketch]) -> tuple[int, ...]:
    """Return which of our sentences have a near-duplicate among theirs, in order."""
    found: set[int] = set()
    for sketch in theirs:
        equal: dict[int, int] = {}
        for place, value in zip(ours, sketch, strict=True):
            for number in place.get(value, ()):
                equal[number] = equal.get(number, 0) + 1
        found.update(number for number, places in equal.items() if places >= ALIKE_PLACES)
    return tuple(sorted(found))


def packed(sketches: Iterable[Sketch]) -> str:
    """Return sketches as text, about 43 characters each."""
    return base64.b64encode(
        b"".join(struct.pack(f">{PLACES}H", *sketch) for sketch in sketches)
    ).decode()


def unpacked(text: str) -> list[Sketch]:
    """Return the sketches that `packed` wrote.

    Raises:
        ValueError: it is no such text.
    """
    data = base64.b64decode(text, validate=True)
    if len(data) % (2 * PLACES):
        raise ValueError(f"{len(data)} bytes of sketches, wanted a multiple of {2 * PLACES}")
    return list(struct.iter_unpack(f">{PLACES}H", data))
