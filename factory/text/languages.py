"""Language codes (BCP 47), and how many words a text has in languages that do not space them."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from langcodes import Language, standardize_tag, tag_is_valid
from langcodes.tag_parser import LanguageTagError

UNDETERMINED = "und"
_CHINESE_JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_SOUTH_EAST_ASIAN = re.compile("[\u0e01-\u0e2e\u0e81-\u0eae\u1000-\u102a\u1780-\u17b3]")
_COUNTRY = re.compile("[A-Z]{2}")
_OFFERED = (
    "ar bg bn ca cs da de el en en-GB es es-MX et fa fi fil fr he hi hr hu id it ja ko lt lv ms nb nl pl pt pt-BR ro ru"
    " sk sl sr sv sw ta te th tr uk ur vi zh-Hans zh-Hant"
)
WIDELY_SPOKEN: Final = tuple(_OFFERED.split())
"""Codes that forms offer; any other language may be written in their place."""
CHARACTERS_PER_WORD = 2  # Chinese and Japanese, averaged over long texts
CONSONANTS_PER_WORD = 3  # Thai, Lao, Burmese, Khmer; vowel signs are not counted


def is_language(code: str) -> bool:
    """Return whether the code is a language tag such as `en` or `pt-BR`, of registered parts."""
    return tag_is_valid(code) and "_" not in code


def primary_language(code: str) -> str:
    """Return the language itself, without script and region: `pt` of `pt-BR`."""
    return code.replace("_", "-").split("-")[0].lower()


def macrolanguage(code: str) -> str:
    """Return the language that a code's own is a kind of: `zh` of `cmn-Hans` and of `yue`."""
    return _macro(primary_language(code))


def same_language(one: str, other: str) -> bool:
    """Return whether two codes name one language: `cmn` and `zh`, `nb` and `no`, `fil` and `tl`.

    Script and region are left aside. Norwegian as such is Bokmål to all who write or speak it.
    """
    names = {_macro(primary_language(code)) for code in (one, other)}
    return len(names) == 1


def _macro(code: str) -> str:
    try:
        found = standardize_tag(code, macro=True)
    except LanguageTagError:
        return code
    return "no" if found == "nb" else found


def covers(allowed: str, wanted: str) -> bool:
    """Return whether a channel that speaks `allowed` may be given `wanted`: `en` covers `en-GB`.

    All that `allowed` says must hold of `wanted`, whose script is the usual one where it names
    none: `zh-Hant` covers `zh-TW`. A tag that is none covers nothing and is not covered.
    """
    try:
        have, want = Language.get(allowed), Language.get(wanted)
    except LanguageTagError:
        return False
    parts = (
        (have.script, want.script or want.maximize().script),
        (have.territory, want.territory),
        (have.variants, want.variants),
    )
    return same_language(str(have.language), str(want.language)) and all(
        said is None or said == found for said, found in parts
    )


def three_letters(code: str) -> str:
    """Return the three-letter code of a BCP 47 one: `eng` of `en-GB`; `und` where there is none."""
    try:
        return Language.get(code).to_alpha3()
    except (LookupError, LanguageTagError):
        return UNDETERMINED


def count_words(text: str) -> int:
    """Return the number of words: by spaces, and by characters where a script writes none."""
    characters = len(_CHINESE_JAPANESE.findall(text))
    consonants = len(_SOUTH_EAST_ASIAN.findall(text))
    if characters or consonants:
        text = _SOUTH_EAST_ASIAN.sub(" ", _CHINESE_JAPANESE.sub(" ", text))
    spaced = sum(any(c.isalnum() for c in word) for word in text.split())
    return spaced + -(-characters // CHARACTERS_PER_WORD) + -(-consonants // CONSONANTS_PER_WORD)


def language_name(code: str) -> str:
    """Return what a language is called in English: `German` for `de`; the code where it is none."""
    try:
        return Language.get(code).display_name("en")
    except LanguageTagError:
        return code


def country_name(code: str) -> str:
    """Return what a country is called in English: `Germany` for `DE`; the code where it is none (ISO 3166-1)."""
    if not _COUNTRY.fullmatch(code):
        return code
    named = Language.make(territory=code).territory_name("en")
    return code if named.startswith("Unknown") else named


def language_meant(found: str, known: Iterable[str]) -> str:
    """Return `; did you mean 'de'?` for a code or a name that is close to a known one, else nothing."""
    named = {language_name(code).lower(): code for code in known}
    close = get_close_matches(found.lower(), [*named.values(), *named], n=1, cutoff=0.6)
    return f"; did you mean {named.get(close[0], close[0])!r}?" if close else ""
