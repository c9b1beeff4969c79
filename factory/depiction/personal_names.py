"""Personal names: words of the lexicon that are part of a name where they stand, as Constable after John."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from factory.documents.shipped import parsed

_BEFORE = re.compile(r"(?P<opens>^|[.!?:…]\s+)?(?P<word>[^\W\d_][\w'’]*)(?P<point>\.?)[ -]$")
_AFTER = re.compile(r"[ -](?=[A-ZÄÖÜÁÉÍÓÚÑ])")
_WITHIN = re.compile(r"[\w,;)’'] $")
"""Before a word that no sentence begins with."""
_FUNCTION_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "his",
        "her",
        "its",
        "their",
        "my",
        "our",
        "this",
        "that",
        "these",
        "those",
        "el",
        "la",
        "los",
        "las",
        "un",
        "una",
        "and",
        "or",
        "of",
        "in",
        "on",
        "at",
        "for",
        "from",
        "to",
        "with",
        "by",
        "y",
        "de",
        "del",
    ]
)
_TITLED = re.compile(r"\b[^\W\d_]{4,}")
FEWEST = 3
"""Words of four letters or more from which it can be told that a text has capitals as titles do."""


def has_capitals_of_a_title(text: str) -> bool:
    """Whether each longer word has a capital, so that capitals tell of no names."""
    words = _TITLED.findall(text)
    return len(words) >= FEWEST and all(word[0].isupper() for word in words)


def is_of_a_name(word: str, before: str, after: str, language: str, *, titled: bool) -> bool:
    """Whether a word is part of a name.

    Args:
        word: as it is written.
        before: the text up to it.
        after: the text from its end on.
        language: the primary one; in German all nouns have capitals.
        titled: whether its text has capitals as titles do.
    """
    if not word[0].isupper():
        return False
    plain = re.sub(r"['’]s$", "", word).lower()
    lists = _lists()
    found = _BEFORE.search(before)
    last = found["word"] if found else ""
    if plain in lists["beginnings"] and not titled and _AFTER.match(after):
        return True
    if last[:1].isupper() and last.lower() not in _FUNCTION_WORDS:
        assert found is not None
        if plain in lists["endings"]:
            return True
        if plain in lists["surnames"]:
            called = last.lower() in lists["first_names"] or last.lower() in lists["titles"]
            anyone = language != "de" and not titled and found["opens"] is None
            return called or anyone
    alone = language == "en" and plain in lists["alone"] and not titled
    return alone and bool(_WITHIN.search(before))


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    text = (files("factory.depiction") / "lexicon" / "names.yaml").read_text(encoding="utf-8")
    return {name: frozenset(words.split()) for name, words in parsed(text).items()}
