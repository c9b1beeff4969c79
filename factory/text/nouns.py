"""Nouns: whether a word can name a thing, as far as its language and spelling tell."""

import gzip
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files

from factory.text.languages import primary_language


def can_be_noun(word: str, spellings: Collection[str], language: str) -> bool:
    """Whether a word may be a noun.

    English is looked up in a dictionary, where a word that is not there may be anything; German
    writes its nouns with a capital. Of other languages nobody asks.

    Args:
        word: in small letters.
        spellings: how it is written where no sentence begins.
        language: its BCP 47 code.
    """
    code = primary_language(language)
    if code == "en":
        return _can_be_english_noun(word)
    if code == "de":
        return not any(spelling[:1].islower() for spelling in spellings)
    return True


@cache
def is_base_of_verb(word: str, language: str) -> bool:
    """Whether an English word in small letters is a verb's own form, as `walk` is and `eclipses` is not."""
    return primary_language(language) == "en" and word in bases(word).get("VERB", ())


@cache
def _can_be_english_noun(word: str) -> bool:
    kinds = bases(word)
    return not kinds or not {"NOUN", "PROPN"}.isdisjoint(kinds)


def bases(word: str) -> Mapping[str, tuple[str, ...]]:
    """Return of an English word in small letters the kinds it may be of, each with the words it is a form of."""
    written, own = _dictionary()
    found: dict[str, tuple[str, ...]] = {}
    start = written.find(f"\n{word},")
    while start >= 0:
        end = written.index("\n", start + 1)
        _, kind, forms = written[start + 1 : end].split(",")
        found["AUX" if kind == "modal" else kind.upper()] = tuple(forms.split("/"))
        start = end if written.startswith(f"{word},", end + 1) else -1
    return {**found, **own.get(word, {})}


@cache
def _dictionary() -> tuple[str, Mapping[str, Mapping[str, tuple[str, ...]]]]:
    """Return lemminflect's dictionary as it is written, a form a line, and what it says of single words otherwise.

    Its own reader makes an object of each of its 80,000 lines: 0.4 s of the machine at each start.
    """
    folder = files("lemminflect") / "resources"
    written = gzip.decompress((folder / "lemma_lu.csv.gz").read_bytes()).decode("utf-8")
    own: dict[str, dict[str, tuple[str, ...]]] = {}
    for line in (folder / "lemma_overrides.csv").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            word, kind, base = line.strip().split(",")
            own.setdefault(word, {})[kind] = (base,)
    return f"\n{written}\n", own
