"""Sayings: quotations, questions and lists of a text."""

import re
from dataclasses import dataclass

_QUOTED = re.compile(r"“([^”]{12,220})”|\"([^\"]{12,220})\"|„([^“”]{12,220})[“”]|«([^»]{12,220})»")
_SPEAKER = re.compile(
    r"(?:said|wrote|says|asked|replied|called|told|sagte|schrieb|rief|fragte|dijo|escribió|respondió)\s+"
    r"((?:[A-ZÄÖÜÁÉÍÓÚ][\w.'’-]+\s?){1,3})"
    r"|((?:[A-ZÄÖÜÁÉÍÓÚ][\w.'’-]+\s?){1,3})(?:said|wrote|says|replied|sagte|schrieb|dijo|escribió)"
)
_NO_NAME = frozenset(
    [
        "He",
        "She",
        "They",
        "It",
        "We",
        "I",
        "You",
        "The",
        "A",
        "And",
        "But",
        "Then",
        "Er",
        "Sie",
        "Es",
        "Wir",
        "Der",
        "Die",
        "Das",
        "Und",
        "Él",
        "Ella",
    ]
)
_ITEM = re.compile(
    r"(?:^|[.!?:;]\s+)(?:(?:First|Second|Third|Fourth|Finally|Step one|Step two|Step three|"
    r"Number one|Number two|Number three|Erstens|Zweitens|Drittens|Primero|Segundo|Tercero)\b[,:]?|\d[.)])\s+"
    r"([^.!?;]{3,80})"
)
MOST_QUOTED_WORDS = 28


@dataclass(frozen=True, slots=True)
class Quotation:
    """What somebody said."""

    words: str
    speaker: str


def quotation_in(text: str) -> Quotation | None:
    """Return the longest quotation of a text that can be read from a phone; None where there is none."""
    quoted = [next(part for part in match.groups() if part) for match in _QUOTED.finditer(text)]
    quoted = [words for words in quoted if 3 <= len(words.split()) <= MOST_QUOTED_WORDS]
    if not quoted:
        return None
    return Quotation(max(quoted, key=len).rstrip(",;"), _speaker(text))


def _speaker(text: str) -> str:
    for match in _SPEAKER.finditer(text):
        name = (match[1] or match[2]).strip().rstrip(".,")
        if name.split()[0] not in _NO_NAME:
            return name
    return ""


def question_in(sentences: list[str]) -> str | None:
    """Return the first question that is short enough to be read; None where none is asked."""
    for sentence in sentences:
        if sentence.rstrip('”"').endswith("?") and 3 <= len(sentence.split()) <= 16:
            return sentence.strip()
    return None


def list_in(text: str) -> tuple[str, ...]:
    """Return the points of a text that counts them: `First, ... Second, ...`; at least two."""
    points = [match[1].strip().rstrip(",") for match in _ITEM.finditer(text)]
    points = [point[0].upper() + point[1:] for point in points]
    return tuple(points[:5]) if len(points) >= 2 else ()
