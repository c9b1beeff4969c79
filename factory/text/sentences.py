"""Sentences: a paragraph cut where a reader would take breath."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, cast

import sentencex  # pyright: ignore[reportMissingTypeStubs]

from factory.text.languages import count_words, primary_language

MAX_CHARS = 300  # two lines of captions at most, and what a voice says well in one breath

# What sentencex 1.0.32 takes for an ending and is none, with what must follow it.
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_ANYTHING = re.compile(r"[^\W_]|[§#(„“\"«]")
_DIGIT = re.compile(r"\d")
_NO_ENDING: dict[str, tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]] = {
    "en": (
        (re.compile(r"\b[ap]\.m\.$"), re.compile(rf"(?:{_DAYS}|{_MONTHS}|GMT|UTC|[CEMP][DS]?T)\b")),
        (re.compile(r"\b(?:approx|ca|est|vol|pp)\.$", re.IGNORECASE), _DIGIT),
    ),
    "de": (
        (
            re.compile(
                r"\b(?:d(?:er|ie|as|e[mns])|[aiv][mo]m?|zu[mr]|beim|(?:ein|sein|ihr|mein|unser)e?[mnrs]?"
                r"|jede[mnrs]?)\s\d{1,3}\.$",
                re.IGNORECASE,
            ),
            _ANYTHING,
        ),
        (re.compile(r"\b(?:Nr|Abs|Art|Bd|Kap|Abb|ca|geb|gest|St|S)\.$"), _ANYTHING),
    ),
    "fr": (
        (re.compile(r"\b(?:MM?|Mmes?|Mlles?|Me|Mgr|Dr|Pr)\.$"), re.compile(r"[^\W\d_]")),
        (re.compile(r"\b(?:p|pp|vol|env|art|chap|n)\.$", re.IGNORECASE), _DIGIT),
    ),
    "es": (
        (re.compile(r"\b(?:Av|Avda|Sra?|Dra?|Srta|Prof|Gral|Sto|Sta)\.$"), _ANYTHING),
        (re.compile(r"\b(?:núm|n|pág|p|art|vol|aprox)\.$", re.IGNORECASE), _DIGIT),
    ),
    "it": (
        (re.compile(r"\b(?:Sig|Sigg|Dott|Prof|Ing|Avv|On|S)\.$"), _ANYTHING),
        (re.compile(r"\b(?:n|pag|p|art|vol|cap|ca)\.$", re.IGNORECASE), _DIGIT),
    ),
    "pt": (
        (re.compile(r"\b(?:Av|Sra?|Dra?|Profa?|Eng|Sto|Sta)\.$"), _ANYTHING),
        (re.compile(r"\b(?:n|pág|p|art|vol|cap|aprox)\.$", re.IGNORECASE), _DIGIT),
    ),
}
_LOWER = re.compile(r"[\"'“”‘’(\[]*[a-zà-öø-ÿ]")
_SHORT_WITH_DOT = re.compile(r"(?<![\w.])(?:[^\W\d_]{1,6}|\d{1,4}|(?:[^\W\d_]\.)+[^\W\d_])\.$")
"""An abbreviation, a unit or an ordinal, as it stands before a dot."""
_GOES_ON_SMALL = re.compile(r"[-–—,;\s]*[a-zà-öø-ÿ](?![A-Z])")
"""A sentence begins with a capital; what goes on small after a short word's dot is still the same."""

# Endings that sentencex does not see: after a closing bracket, and after one ellipsis sign.
_MORE_ENDINGS = re.compile(r"(?:(?<=[.!?][)\]])|(?<=…)|(?<=…[\"”’)]))\s+(?=[\"“‘(\[]?[^\W\d_])")

# Where a sentence that is too long may be cut, the best kind of place first. A dot within it ends
# no sentence, or the segmenter would have cut there: it belongs to an abbreviation, an initial, an ordinal.
_BREATHS = (
    re.compile(r"(?<=[.!?…][\"”’)])\s+|(?<=[!?…])\s+|(?<=[。！？])"),
    re.compile(r"(?<=[;:])\s+|\s+(?=[—–]\s)|(?<=—)(?=\w)|(?<=[；：])"),
)
_COMMA = re.compile(r"(?<=,)\s+|(?<=[、，،])\s*")
_JOINING = {
    "en": (
        "and|but|or|nor|so|yet|for|while|where|which|who|when|as|because",
        "and|but|or|because|while|where|which|who|when|until|before|after",
    ),
    "de": (
        "und|aber|oder|denn|sondern|weil|während|wo|wenn|als|bis|bevor",
        "und|aber|oder|sondern",
    ),
    "fr": ("et|mais|ou|car|parce|lorsque|quand|où|qui|dont|puis", "et|mais|ou|parce|lorsque|quand"),
    "es": ("y|e|pero|sino|porque|cuando|donde|mientras|que", "y|pero|sino|porque|cuando|mientras"),
    "it": ("e|ed|ma|perché|quando|dove|mentre|che", "e|ed|ma|perché|quando|mentre"),
    "pt": ("e|mas|porque|quando|onde|enquanto|que", "e|mas|porque|quando|enquanto"),
}
"""Words that open a clause: those that one does after a comma, and those that do without one."""
_ANY_SPACE = re.compile(r"\s+")
SHORTEST_PART = 0.2  # of the whole: a shorter piece sounds like a stumble


def sentences(paragraph: str, language: str, max_words: float) -> list[str]:
    """Return the paragraph's sentences in order, every word in one of them.

    What holds no letter and no digit is left with its neighbour, or left out if it has none.

    Args:
        paragraph: one line of plain text.
        language: BCP 47; unknown ones are cut by the common rules.
        max_words: a longer sentence is cut where a clause ends, if it has such a place.
            One of more than `MAX_CHARS` characters is always cut.
    """
    found: list[str] = []
    primary = primary_language(language)
    pieces: Iterable[str] = cast(Any, sentencex).segment(primary, paragraph)
    for piece in pieces:
        for part in _split_more(piece.strip()):
            _append(part, found, primary)
    parts = [part for sentence in found for part in _short_enough(sentence, primary, max_words)]
    return [part for part in parts if _speakable(part)]


def _split_more(piece: str) -> list[str]:
    """Cut at the endings that sentencex does not see; a capital letter must follow."""
    parts: list[str] = []
    start = 0
    for gap in _MORE_ENDINGS.finditer(piece):
        if not _LOWER.match(piece[gap.end() : gap.end() + 8]):
            parts.append(piece[start : gap.start()])
            start = gap.end()
    return [part for part in (*parts, piece[start:]) if part]


def _append(part: str, found: list[str], language: str) -> None:
    """Add a part as a sentence of its own, or to the one before it when that had not ended."""
    if found and part[0] in "ºª":  # `1.º` is one ordinal
        found[-1] += part
    elif found and _goes_on(found[-1], part, language):
        found[-1] = f"{found[-1]} {part}"
    else:
        found.append(part)


def _goes_on(before: str, after: str, language: str) -> bool:
    if not (_speakable(before) and _speakable(after)):
        return True
    tail = before[-16:]
    if _SHORT_WITH_DOT.search(tail) and _GOES_ON_SMALL.match(after):
        return True
    return any(
        ending.search(tail) and following.match(after)
        for ending, following in _NO_ENDING.get(language, ())
    )


def _speakable(text: str) -> bool:
    return any(c.isalnum() for c in text)


def _short_enough(sentence: str, language: str, max_words: float) -> list[str]:
    """Cut a sentence in two near its middle, and the halves again, until each is short enough."""
    too_long = len(sentence) > MAX_CHARS
    if not too_long and count_words(sentence) <= max_words:
        return [sentence]
    kinds = (*_breaths(language), _ANY_SPACE) if too_long else _breaths(language)
    for kind in kinds:
        gaps = [(gap.start(), gap.end()) for gap in kind.finditer(sentence)]
        gap = _most_central(gaps, len(sentence))
        if gap:
            return [
                part
                for half in (sentence[: gap[0]], sentence[gap[1] :])
                for part in _short_enough(half, language, max_words)
            ]
    if not too_long:
        return [sentence]
    return [sentence[i : i + MAX_CHARS] for i in range(0, len(sentence), MAX_CHARS)]


@cache
def _breaths(language: str) -> tuple[re.Pattern[str], ...]:
    """Return where a long sentence of a language may be cut, the best kind of place first."""
    if language not in _JOINING:
        return (*_BREATHS, _COMMA)
    after_comma, alone = _JOINING[language]
    return (
        *_BREATHS,
        re.compile(rf"(?<=,)\s+(?=(?:{after_comma})\b)"),
        _COMMA,
        re.compile(rf"\s+(?=(?:{alone})\b)"),
    )


def _most_central(gaps: list[tuple[int, int]], length: int) -> tuple[int, int] | None:
    edge = length * SHORTEST_PART
    inside = [gap for gap in gaps if edge <= gap[0] and gap[1] <= length - edge]
    return min(inside, key=lambda gap: abs(gap[0] + gap[1] - length), default=None)
