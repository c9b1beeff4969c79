"""Company: what a word means beside others, and beside the years of a story: letters of the post or of a script."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from factory.depiction.subject_rows import rows

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_YEAR = re.compile(r"\b(?:1[0-9]|20)[0-9]{2}(?=s?\b)")
ERAS = (1700, 1830, 1880, 1940, 1950, 1975, 1995)
"""Years before which things looked otherwise, as rows of the lexicon say: `police > policeman: before1950`."""
TODAY = frozenset(["today", "now", "nowadays", "heute", "hoy"])


def first_year(texts: Sequence[str]) -> str:
    """Return the first year that a story names, as it says when it happened; empty: none."""
    years = (match[0] for text in texts for match in _YEAR.finditer(text))
    return next(years, "")


@dataclass(frozen=True, slots=True)
class _Sense:
    """What a word means beside others."""

    name: str
    """The subject; empty: nothing that can be drawn."""
    beside: frozenset[str]


def company(text: str, about: str = "") -> frozenset[str]:
    """Return the words that may say what others mean; of each year its century, `1900s`, and before what it was.

    Args:
        text: of a scene; where it names no year and does not speak of today, those of the whole count.
        about: what the whole is about.
    """
    own = [match[0].lower() for match in _WORD.finditer(text)]
    years = [int(match[0]) for match in _YEAR.finditer(text)]
    if not years and TODAY.isdisjoint(own):
        years = [int(match[0]) for match in _YEAR.finditer(about)]
    words = [*own, *(match[0].lower() for match in _WORD.finditer(about))]
    words += [f"{year // 100}00s" for year in years]
    if years:  # of several times the latest says how things look
        words += [f"before{limit}" for limit in ERAS if max(years) < limit]
    return frozenset(words)


def meant(word: str, name: str, beside: frozenset[str]) -> str:
    """Return which subject a word means in this company; empty: nothing that can be drawn.

    Args:
        word: as the lexicon has it.
        name: the subject that it means by itself.
        beside: what `company` returned.
    """
    for sense in _senses().get((name, word), ()):
        if not beside.isdisjoint(sense.beside):
            return sense.name
    return name


@cache
def _senses() -> Mapping[tuple[str, str], Sequence[_Sense]]:
    """Return what single words of a subject mean in some company, the first that fits before others."""
    found: dict[tuple[str, str], list[_Sense]] = {}
    for name, (_, row) in rows().items():
        for rule in filter(None, row.get("beside", "").split(";")):
            words, _, sense = rule.partition(">")
            other, _, beside = sense.partition(":")
            for word in words.split():
                other_sense = _Sense(other.strip(), frozenset(beside.split()))
                found.setdefault((name, word.replace("_", " ")), []).append(other_sense)
    return found
