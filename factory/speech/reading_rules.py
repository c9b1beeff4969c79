"""Numbers, quantities and abbreviations in languages other than English, as far as they are known.

Five have a grammar of their own; of others the numbers are written out where num2words knows them.
"""

import re
from functools import cache, partial

from factory.speech.language_words import words_of
from factory.speech.ordinals import ordinals
from factory.speech.patterns import Rule, Said
from factory.speech.quantities import Grammar
from factory.speech.spelled_numbers import in_language

PERCENT = {
    "nl": "procent",
    "sv": "procent",
    "da": "procent",
    "no": "prosent",
    "pl": "procent",
    "fi": "prosenttia",
    "cs": "procent",
    "ro": "la sută",
    "tr": "yüzde",
}
GROUPED = re.compile(r"(?<![\w.,])\d{1,3}(?:[. ]\d{3})+(?:,\d+)?(?![\w])")
PLAIN = re.compile(r"(?<![\w.,])\d{1,15}(?:,\d{1,12})?(?![\w])")
PER_CENT = re.compile(r"(?<=\d)\s?%")


def _say(language: str, match: re.Match[str]) -> Said:
    """Return the number's words: four plain digits from 1100 to 2099 as a year."""
    text = re.sub(r"[. ]", "", match[0])
    if re.fullmatch(r"1[1-9]\d\d|20\d\d", match[0]):
        return in_language(int(text), language, "year")
    value = float(text.replace(",", ".")) if "," in text else int(text)
    return in_language(value, language)


def _speaks(language: str) -> bool:
    """Return whether num2words knows the language's numbers and years."""
    try:
        in_language(1848, language, "year")
        in_language(2.5, language)
    except (NotImplementedError, TypeError, ValueError, KeyError, AttributeError, IndexError):
        return False
    return True


@cache
def rules_of(language: str) -> tuple[Rule, ...]:
    """Return the rules of a language by its two-letter code; none for one nobody knows."""
    words = words_of(language)
    if words:
        grammar = Grammar(language, words)
        return (*ordinals(language), *grammar.joints(), *grammar.amounts())
    if not _speaks(language):
        return ()
    say = partial(_say, language)
    percent: tuple[Rule, ...] = ()
    if language in PERCENT:
        word = PERCENT[language]
        percent = ((PER_CENT, lambda match: f" {word}"),)
    return (*percent, (GROUPED, say), (PLAIN, say))
