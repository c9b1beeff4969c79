"""Ordinals and Roman numerals of other languages: `am 29. Juli`, `Ludwig XIV.`, `1er`, `siglo XIX`."""

import re
from functools import partial

from factory.speech.patterns import Rule, Said, rule
from factory.speech.roman_numerals import ROMAN, roman_value
from factory.speech.spelled_numbers import in_language

DATIVE = "am|im|vom|zum|zur|beim|dem|den|des|ab|bis|seit|einem|einen|einer|seinem|seinen|seiner|ihrem|ihren|ihrer|jedem|jeden|jeder"
NOMINATIVE = "der|die|das|ein|eine|sein|seine|ihr|ihre|jedes"
MONTHS = "Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
NAME = r"[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+"
ORDINAL_UP_TO = {"es": 10, "pt": 10, "it": 99, "fr": 1}
"""Rulers to this number are ordinals, later ones plain numbers: `Felipe segundo`, `Luis catorce`."""


def _german(match: re.Match[str]) -> Said:
    """Say `neunundzwanzigsten` after `am`, `erste` after `der`, else `dritter`."""
    before = (match["before"] or "").lower()
    ending = "n" if before and re.fullmatch(DATIVE, before) else "" if before else "r"
    return {"n": in_language(int(match["n"].rstrip(".")), "de", "ordinal") + ending}


def _german_ruler(match: re.Match[str]) -> Said:
    """Say `Ludwig der Vierzehnte`, `Ludwigs des Vierzehnten`; the dot stays where a sentence ends."""
    roman = match["roman"].rstrip(".")
    if not roman:
        return None
    value = roman_value(roman)
    word = in_language(value, "de", "ordinal").capitalize()
    last = not match.string[match.end() :].strip()
    stop = "." if last else ""
    return {"roman": (f"des {word}n" if match["name"].endswith("s") else f"der {word}") + stop}


GERMAN: tuple[Rule, ...] = (
    rule(
        rf"(?i:\b(?P<before>{DATIVE}|{NOMINATIVE})\s)(?P<n>\d{{1,3}}\.)(?=\s[A-ZÄÖÜ])",
        _german,
    ),
    rule(
        rf"(?<![\w.,])(?P<before>)(?P<n>\d{{1,2}}\.)(?=\s(?:{MONTHS}|Jahrhundert)\b)",
        _german,
    ),
    rule(rf"\b(?P<name>{NAME})\s(?P<roman>{ROMAN}\.)", _german_ruler),
)


def _numbered(language: str, match: re.Match[str]) -> Said:
    """Say `primero` for `1.º`, `première` for `1re`."""
    word = in_language(int(match["n"]), language, "ordinal")
    mark = match["mark"]
    if language in ("es", "it", "pt") and mark.endswith(("ª", "a")):
        word = re.sub(r"o\b", "a", word)
    if language == "fr" and mark == "re":
        word = "première"
    return word


def _ruler(language: str, match: re.Match[str]) -> Said:
    """Say the number after a ruler's name."""
    value = roman_value(match["roman"]) if match["roman"] else 0
    if not value or language == "it" and match["roman"] == "I":
        return None
    form = "ordinal" if value <= ORDINAL_UP_TO[language] else "cardinal"
    return {"roman": in_language(value, language, form)}


def _century(language: str, match: re.Match[str]) -> Said:
    form = "ordinal" if language in ("fr", "it") else "cardinal"
    return {"roman": in_language(roman_value(match["roman"]), language, form)}


NUMBERED = {
    "es": r"(?<!\w)(?P<n>\d{1,3})\.?(?P<mark>[ºª])",
    "pt": r"(?<!\w)(?P<n>\d{1,3})\.?(?P<mark>[ºª])",
    "it": r"(?<!\w)(?P<n>\d{1,3})\.?(?P<mark>[ºª°](?!\s?C))",
    "fr": r"(?<!\w)(?P<n>\d{1,3})(?P<mark>er|re|ère|e|è|ème|ième|es|èmes)\b",
}
CENTURIES = {
    "es": rf"\bsiglos?\s(?P<roman>{ROMAN})\b",
    "pt": rf"\bséculos?\s(?P<roman>{ROMAN})\b",
    "it": rf"\b(?P<roman>{ROMAN})(?=\ssecolo\b)",
    "fr": rf"\b(?P<roman>{ROMAN}(?:e|è|ème))(?=\ssiècles?\b)",
}


def _french_century(match: re.Match[str]) -> Said:
    return {"roman": in_language(roman_value(match["roman"].rstrip("eèm")), "fr", "ordinal")}


def ordinals(language: str) -> tuple[Rule, ...]:
    """Return the rules of a language; none for one without."""
    if language == "de":
        return GERMAN
    if language not in NUMBERED:
        return ()
    century = _french_century if language == "fr" else partial(_century, language)
    return (
        rule(NUMBERED[language], partial(_numbered, language)),
        rule(CENTURIES[language], century),
        rule(rf"\b(?P<name>{NAME})\s(?P<roman>{ROMAN})\b(?!\.\w)", partial(_ruler, language)),
    )
