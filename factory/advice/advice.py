"""Advice on health, law, money or politics, found in sentences by their words.

Told apart from telling: "take quinine" is advice, "the doctor gave him quinine" is not. A sentence is
advice if it says to somebody what to do, by an order or a word such as `should`, and speaks of a
topic. What stands in quotation marks was said by somebody else. Error rates on labelled sentences:
docs/compliance.md.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from factory.advice.english import ENGLISH
from factory.advice.french import FRENCH
from factory.advice.german import GERMAN
from factory.advice.italian import ITALIAN
from factory.advice.lexicon import Lexicon, Topic
from factory.advice.portuguese import PORTUGUESE
from factory.advice.spanish import SPANISH
from factory.text.forbidden_words import folded
from factory.text.languages import primary_language

LEXICONS: Final[Mapping[str, Lexicon]] = {
    "en": ENGLISH,
    "de": GERMAN,
    "fr": FRENCH,
    "es": SPANISH,
    "it": ITALIAN,
    "pt": PORTUGUESE,
}

_QUOTED = re.compile('"[^"]*"|\u201c[^\u201d]*\u201d|\u201e[^\u201c]*\u201c|\u00ab[^\u00bb]*\u00bb')
_CLAUSE = r"(?:^|[,;:.!?\u2013\u2014(\u00bf\u00a1]|\b(?:and|or|und|oder|et|ou|y|o|e))\s*"


def is_known(language: str) -> bool:
    """Whether there is a lexicon for a language."""
    return primary_language(language) in LEXICONS


def advice_in(sentence: str, language: str) -> Topic | None:
    """Return on what a sentence advises whoever hears it; None where it advises nobody.

    Args:
        sentence: as it is shown.
        language: BCP 47; of one without a lexicon nothing is known.
    """
    if not is_known(language):
        return None
    said = folded(_QUOTED.sub(" ", sentence)).strip()
    advising, spared, topics = _patterns(primary_language(language))
    if not advising.search(said) or spared.search(said):
        return None
    return next((topic for topic, words in topics.items() if words.search(said)), None)


@cache
def _patterns(
    language: str,
) -> tuple[re.Pattern[str], re.Pattern[str], Mapping[Topic, re.Pattern[str]]]:
    lexicon = LEXICONS[language]
    order = rf"{_CLAUSE}(?:(?:{lexicon.lead})\s*)*(?:{lexicon.orders})\b"
    advising = re.compile(f"{order}|{lexicon.directives}")
    topics: dict[Topic, re.Pattern[str]] = {
        name: re.compile(rf"\b(?:{words})") for name, words in lexicon.topics.items()
    }
    return advising, re.compile(lexicon.spared), topics
