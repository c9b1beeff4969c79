"""Sentences: a paragraph cut where a reader would take breath."""

import re
from collections.abc import Iterable
from typing import Any, cast

import sentencex  # pyright: ignore[reportMissingTypeStubs]

from factory.text.languages import count_words, primary_language

MAX_CHARS = 300  # two lines of captions at most, and what a voice says well in one breath

# What sentencex 1.0.32 takes for an ending and is none, with what must follow it.
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_NO_ENDING: dict[str, tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]] = {
    "en": (
        (re.compile(r"\b[ap]\.m\.$"), re.compile(rf"(?:{_DAYS}|{_MONTHS}|GMT|UTC|[CEMP][DS]?T)\b")),
        (re.compile(r"\b(?:approx|ca|est|vol|pp)\.$", re.IGNORECASE), re.compile(r"\d")),
    ),
    "fr": ((re.compile(r"\b(?:MM?|Me|Mgr)\.$"), re.compile(r"[^\W\d_]")),),
}
_LOWER = re.compile(r"[\"'“”‘’(\[]*[a-zà-öø-ÿ]")

# Endings that sentencex does not see: after a closing bracket, and after one ellipsis sign.
_MORE_ENDINGS = re.compile(r"(?:(?<=[.!?][)\]])|(?<=…)|(?<=…[\"”’)]))\s+(?=[\"“‘(\[]?[^\W\d_])")

# Where a sentence that is too long may be cut, the best kind of place first.
_BREATHS = (
    re.compile(r"(?<=[.!?…][\"”’)])\s+|(?<=[.!?…])\s+|(?<=[。!?])"),
    re.compile(r"(?<=[;:])\s+|\s+(?=[—–]\s)|(?<=—)(?=\w)|(?<=[;:])"),
    re.compile(
        r"(?<=,)\s+(?=(?:and|but|or|nor|so|yet|for|while|where|which|who|when|as|because)\b)"
    ),
    re.compile(r"(?<=,)\s+|(?<=[、,،])\s*"),
    re.compile(r"\s+(?=(?:and|but|or|because|while|where|which|who|when|until|before|after)\b)"),
)
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
    parts = [part for sentence in found for part in _short_enough(sentence, max_words)]
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
    if found and _goes_on(found[-1], part, language):
        found[-1] = f"{found[-1]} {part}"
    else:
        found.append(part)


def _goes_on(before: str, after: str, language: str) -> bool:
    return not (_speakable(before) and _speakable(after)) or any(
        ending.search(before[-12:]) and following.match(after)
        for ending, following in _NO_ENDING.get(language, ())
    )


def _speakable(text: str) -> bool:
    return any(c.isalnum() for c in text)


def _short_enough(sentence: str, max_words: float) -> list[str]:
    """Cut a sentence in two near its middle, and the halves again, until each is short enough."""
    too_long = len(sentence) > MAX_CHARS
    if not too_long and count_words(sentence) <= max_words:
        return [sentence]
    kinds = (*_BREATHS, _ANY_SPACE) if too_long else _BREATHS
    for kind in kinds:
        gaps = [(gap.start(), gap.end()) for gap in kind.finditer(sentence)]
        gap = _most_central(gaps, len(sentence))
        if gap:
            return [
                part
                for half in (sentence[: gap[0]], sentence[gap[1] :])
                for part in _short_enough(half, max_words)
            ]
    if not too_long:
        return [sentence]
    return [sentence[i : i + MAX_CHARS] for i in range(0, len(sentence), MAX_CHARS)]


def _most_central(gaps: list[tuple[int, int]], length: int) -> tuple[int, int] | None:
    edge = length * SHORTEST_PART
    inside = [gap for gap in gaps if edge <= gap[0] and gap[1] <= length - edge]
    return min(inside, key=lambda gap: abs(gap[0] + gap[1] - length), default=None)
