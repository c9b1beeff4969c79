"""Picture prompts: the words of a scene that a picture can show."""

import re

from factory.pictures.depictable_words import NEVER_SHOWN, can_be_shown
from factory.text.languages import primary_language

MOST_WORDS = 10
FEW = 2  # with fewer words of its own to show, a scene borrows from the title and the description
FALLBACK = "quiet landscape, wide sky"

_HUES = frozenset(["dark", "grey", "gray", "wet", "frozen"])
"""What tells of hour or weather only of what is seen out of doors: a dark suit is no night."""
_DENIED = re.compile(r"\b(?:no|without(?: an?| any)?|not an?)\s+$", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_NEXT = re.compile(r"\s+([^\W\d_]+)")
BEFORE = 24
"""Characters before a word in which is read whether it is denied."""


def picture_prompt(text: str, title: str, description: str = "", language: str = "en") -> str:
    """Return a scene's picture in a few words, most telling first: `storm, sea, lighthouse`.

    Names and numbers are left out; what can be seen comes before what can only be thought. The
    same text gives the same prompt. Scenes rich in images are lent nothing, and the
    others not all the same, so that the pictures of one video differ.

    Args:
        text: the scene's sentences.
        title: the video's title.
        description: the brief's own; only its visible words count.
        language: outside English, longer words are taken for the telling ones.
    """
    if primary_language(language) != "en":
        return _joined(_longer_words(text), _longer_words(title))
    visible, other = _told(text)
    if len(visible) < FEW:
        visible += _borrowed(text, title, description)[: FEW - len(visible)]
    return _joined(visible, other)


def _borrowed(text: str, title: str, description: str) -> list[str]:
    """Return the words that title and description can lend, beginning at a place the text decides."""
    visible = list(dict.fromkeys([*_told(title)[0], *_told(description)[0]])) or _told(title)[1]
    start = sum(text.encode()) % len(visible) if visible else 0
    return [*visible[start:], *visible[:start]]


def _joined(first: list[str], then: list[str]) -> str:
    words = list(dict.fromkeys([*first, *then]))[:MOST_WORDS]
    return ", ".join(words) or FALLBACK


def _told(text: str) -> tuple[list[str], list[str]]:
    """Return the words that can be seen and the other telling ones, each in order, lower case."""
    visible: list[str] = []
    other: list[str] = []
    for match in _WORD.finditer(text):
        found = re.sub(r"['’]s?$", "", match[0])
        word = found.lower()
        before = text[max(0, match.start() - BEFORE) : match.start()]
        if _DENIED.search(before) or (word in _HUES and _of_no_place(text, match)):
            continue
        if can_be_shown(word):
            visible.append(word)
        elif found.islower() and _tells(word):  # a capital: a name, or one cannot tell
            other.append(word)
    return list(dict.fromkeys(visible)), list(dict.fromkeys(other))


def _of_no_place(text: str, hue: re.Match[str]) -> bool:
    """Whether the next word of the same clause is a thing or a person that no picture shows as a place."""
    follows = _NEXT.match(text, hue.end())
    return bool(follows) and _tells(follows[1].lower()) and not can_be_shown(follows[1].lower())


def _tells(word: str) -> bool:
    return len(word) >= 4 and word.isalpha() and word not in NEVER_SHOWN and not word.endswith("ly")


def _longer_words(text: str) -> list[str]:
    words = (match[0].lower() for match in _WORD.finditer(text))
    return list(dict.fromkeys(word for word in words if len(word) >= 5 and word.isalpha()))


def made_prompt(prompt: str, style: str, look: str = "") -> str:
    """Return what a vendor's model is asked to make of a scene's prompt.

    Args:
        prompt: what the picture shall show.
        style: the channel's own words for how all of its pictures look.
        look: name of a palette, if the channel chose one.
    """
    wishes = [prompt.strip().rstrip(".")]
    wishes += [style.strip().rstrip(".")] if style.strip() else []
    wishes += [f"{look} tones"] if look else []
    return ". ".join([*wishes, "No text, no letters, no logo, no watermark."])
