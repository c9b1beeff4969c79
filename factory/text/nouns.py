"""Nouns: whether a word can name a thing, as far as its language and spelling tell."""

from collections.abc import Collection
from functools import cache
from typing import cast

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
    if primary_language(language) != "en":
        return False
    # Its dictionary takes a moment to load.
    from lemminflect import getAllLemmas  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]

    return word in cast("dict[str, tuple[str, ...]]", getAllLemmas(word)).get("VERB", ())


@cache
def _can_be_english_noun(word: str) -> bool:
    # Its dictionary takes a moment to load.
    from lemminflect import getAllLemmas  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]

    kinds = cast("dict[str, object]", getAllLemmas(word))
    return not kinds or not {"NOUN", "PROPN"}.isdisjoint(kinds)
