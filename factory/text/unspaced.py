"""Writing without spaces: Chinese, Japanese and Thai, cut where a reader sees a new word begin.

The cuts are BudouX's (Apache-2.0): weights of a few neighbouring characters, learned by AdaBoost. What it
cuts into crumbs is put together again, so that a piece is as much as one glance takes in.
"""

import re
from collections.abc import Sequence
from functools import cache

from budoux.parser import (
    Parser,
    load_default_japanese_parser,
    load_default_simplified_chinese_parser,
    load_default_thai_parser,
    load_default_traditional_chinese_parser,
)
from langcodes import Language
from langcodes.tag_parser import LanguageTagError

_LOADERS = {
    "ja": load_default_japanese_parser,
    "zh-Hans": load_default_simplified_chinese_parser,
    "zh-Hant": load_default_traditional_chinese_parser,
    "th": load_default_thai_parser,
}
_CRUMB = {"ja": 2, "zh-Hans": 2, "zh-Hant": 2, "th": 4}
"""A piece with fewer letters takes the next one in; vowel signs and tones of Thai are no letters here."""
_NO_BEGINNING = re.compile(
    "[、。，．：；？！」』）】〕〉》”’…ー々ゝゞぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ・)\\]},.:;?!%ๆฯะ\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]"
)
"""What may not begin a piece: closing marks, small kana, signs that belong to the letter before them."""
_SPACED = "[^\\W_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f\U00020000-\U0003ffff]"
_NO_CUT = re.compile(f"(?:{_SPACED}|[.,%'’_/:@-]){{2}}")
"""Numbers, and words of writings with spaces, are kept whole."""
_LONE_CONSONANT = re.compile("[\u0e01-\u0e2e]")
"""No word of Thai: it ends the one before it."""
_OPENERS = "「『（《【〈“‘(["
_PAUSE = "、。，．：；？！…"


def writes_no_spaces(language: str) -> bool:
    """Return whether a language, a BCP 47 code, is one that is cut here."""
    return _kind(language) in _LOADERS


def pieces_of(word: str, language: str) -> list[str]:
    """Return a run of text without spaces in pieces that a reader takes in at once.

    Args:
        word: without white space; all of it is in the pieces, in order.
        language: BCP 47; in one that writes spaces the run is one piece.
    """
    if not writes_no_spaces(language) or not word:
        return [word]
    kind = _kind(language)
    pieces: list[str] = []
    for piece in _parser(kind).parse(word):
        if pieces and not _may_cut(pieces[-1], piece, _CRUMB[kind]):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return _without_crumbs(pieces, _CRUMB[kind])


def joined(words: Sequence[str], glued: Sequence[bool]) -> str:
    """Return words as text, a space before each but the first and those that are glued to it.

    Args:
        words: in order.
        glued: of each, whether no space stands before it; empty where all are spaced.
    """
    if not any(glued):
        return " ".join(words)
    parts = (" " * (n > 0 and not g) + w for n, (w, g) in enumerate(zip(words, glued, strict=True)))
    return "".join(parts)


def _without_crumbs(pieces: Sequence[str], crumb: int) -> list[str]:
    """Return the pieces with a short one before a pause, or at the end, in the one before it."""
    whole: list[str] = []
    for piece in pieces:
        if whole and _letters(piece) < crumb and whole[-1][-1] not in _PAUSE:
            whole[-1] += piece
        else:
            whole.append(piece)
    return whole


def _may_cut(before: str, after: str, crumb: int) -> bool:
    if _NO_BEGINNING.match(after) or _LONE_CONSONANT.fullmatch(after):
        return False
    if before[-1] in _OPENERS or _NO_CUT.fullmatch(before[-1] + after[0]):
        return False
    return before[-1] in _PAUSE or _letters(before) >= crumb


def _letters(text: str) -> int:
    return sum(c.isalnum() for c in text)


@cache
def _kind(language: str) -> str:
    """Return the name of a language's cuts; the language itself where there are none."""
    try:
        found = Language.get(language)
    except LanguageTagError:
        return language
    primary = str(found.prefer_macrolanguage().language)
    return f"zh-{found.maximize().script}" if primary == "zh" else primary


@cache
def _parser(kind: str) -> Parser:
    return _LOADERS[kind]()
