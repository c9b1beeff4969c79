"""Language codes (BCP 47), and how many words a text has in languages that do not space them."""

import re

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")

_CHINESE_JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_SOUTH_EAST_ASIAN = re.compile("[\u0e01-\u0e2e\u0e81-\u0eae\u1000-\u102a\u1780-\u17b3]")
CHARACTERS_PER_WORD = 2  # Chinese and Japanese, averaged over long texts
CONSONANTS_PER_WORD = 3  # Thai, Lao, Burmese, Khmer; vowel signs are not counted


def is_language(code: str) -> bool:
    """Return whether the code has the shape of a language tag such as `en` or `pt-BR`."""
    return LANGUAGE.fullmatch(code) is not None


def covers(allowed: str, wanted: str) -> bool:
    """Return whether a channel that speaks `allowed` may be given `wanted`: `en` covers `en-GB`."""
    have, want = allowed.lower(), wanted.lower()
    return want == have or want.startswith(have + "-")


def count_words(text: str) -> int:
    """Return the number of words: by spaces, and by characters where a script writes none."""
    characters = len(_CHINESE_JAPANESE.findall(text))
    consonants = len(_SOUTH_EAST_ASIAN.findall(text))
    if characters or consonants:
        text = _SOUTH_EAST_ASIAN.sub(" ", _CHINESE_JAPANESE.sub(" ", text))
    spaced = sum(any(c.isalnum() for c in word) for word in text.split())
    return spaced + -(-characters // CHARACTERS_PER_WORD) + -(-consonants // CONSONANTS_PER_WORD)
