"""Side words: words that a text only compares with, denies, or names beside what it speaks of."""

import re

_COMPARED = re.compile(
    r"(?:\b(?:as \w+ as|like|so \w+ wie|tan \w+ como)"
    r"(?: (?:an?|the|eine?|ein|einem|der|die|das|una?|el|la))?"
    r"|\blike an? [a-z]+|\b(?:instead of|rather than|unlike)(?: (?:an?|the))?(?: [a-z]+)?)\s+$",
    re.IGNORECASE,
)
"""Before what a text only compares something with: boulders as large as cars; a sound like a machine gun."""
_DENIED = re.compile(
    r"\b(?:no|not an?|not one|not a single|without(?: an?| any| the)?|never an?|nor an?|neither an?"
    r"|kein(?:e|en|em|er|es)?|ohne(?: ein(?:e|en|em|er|es)?)?|sin(?: una?)?|ning[uú]na?)\s+"
    r"(?:(?!more\b|less\b|longer\b|sooner\b)[^\W\d_]+\s+)?$",
    re.IGNORECASE,
)
"""Before what a text says is not there: `no ship`, `without an engine`, `ohne Motor`."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|[.,;:!?—–]")
_ARTICLES = frozenset(
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
        "your",
        "this",
        "that",
        "these",
        "those",
        "some",
        "many",
        "several",
        "each",
        "every",
        "another",
    ]
)
_PREPOSITIONS = frozenset(
    [
        "in",
        "on",
        "at",
        "behind",
        "beside",
        "besides",
        "under",
        "below",
        "above",
        "over",
        "near",
        "from",
        "into",
        "onto",
        "through",
        "across",
        "past",
        "around",
        "between",
        "beyond",
        "outside",
        "inside",
        "against",
        "towards",
        "toward",
        "along",
        "among",
        "after",
        "before",
        "during",
        "since",
        "until",
        "by",
        "for",
        "of",
        "to",
        "with",
        "off",
        "beneath",
        "upon",
        "via",
        "than",
    ]
)
_BEARERS = re.compile(
    r"\s+(?:[a-z]+ists?|[a-z]*men|[a-z]*man|wom[ae]n|owners?|dealers?|drivers?|makers?|keepers?|sellers?"
    r"|captains?|officers?|officials?|clerks?|company|companies|office|offices|expert|experts|chief"
    r"|magazine|museum|department|industry)\b"
)
"""What a word before it only tells of what kind it is: an army pharmacist is no army."""
MOST_BETWEEN = 2
"""Adjectives that may stand between an article, or a preposition, and its noun."""


def is_compared(before: str) -> bool:
    """Whether a text that ends so goes on with what it only compares something with."""
    return bool(_COMPARED.search(before))


def is_denied(before: str) -> bool:
    """Whether a text that ends so goes on with what it says is not there."""
    return bool(_DENIED.search(before))


def is_aside(before: str, after: str) -> bool:
    """Whether an English word stands beside what its sentence speaks of.

    So it does after a preposition, `behind the dunes`, and before the noun that it tells the kind of.

    Args:
        before: the text up to it.
        after: the text from its end on.
    """
    if _BEARERS.match(after):
        return True
    words = [match[0].lower() for match in _WORD.finditer(before[-60:])][::-1]
    for place, word in enumerate(words[: MOST_BETWEEN + 1]):
        if word in _PREPOSITIONS:
            return True
        if word in _ARTICLES:
            return place + 1 < len(words) and words[place + 1] in _PREPOSITIONS
        if not word[0].isalpha():
            return False
    return False
