"""Places: the names in a text that a gazetteer knows, where the text speaks of the place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from factory.depiction.depiction import Place

MOST_WORDS = 4
_WORD = re.compile(r"[^\W\d_][^\W\d_.’'-]*(?:[’'-][^\W\d_]+)*\.?")
_JOINING = frozenset(
    [
        "of",
        "the",
        "de",
        "del",
        "la",
        "le",
        "les",
        "los",
        "las",
        "do",
        "da",
        "dos",
        "von",
        "und",
        "y",
        "and",
        "am",
        "an",
        "der",
    ]
)
_BEFORE = {
    "en": "in at to from near outside over off toward towards through around into across via of reach reached"
    " left leaving beyond above below under between and for entered called north south east west",
    "de": "in nach aus bei von vor über durch um bis zwischen und nahe nördlich südlich westlich östlich"
    " erreichte gegen ab",
    "es": "en a de desde hacia hasta cerca por sobre entre y alrededor",
}
_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "sir",
        "lord",
        "lady",
        "king",
        "queen",
        "saint",
        "st",
        "captain",
        "president",
        "general",
        "professor",
        "herr",
        "frau",
        "könig",
        "königin",
        "kaiser",
        "señor",
        "señora",
        "don",
        "doña",
        "rey",
        "reina",
        "emperador",
        "prince",
        "princess",
        "pope",
        "duke",
    ]
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A place as a gazetteer lists it."""

    place: Place
    known: bool
    """True of countries, seas, capes and what else is hardly ever anything but a place."""
    people: int = 0
    prominence: int = 0
    """Of a town: its inhabitants times the names that it has in other languages."""


class Gazetteer(Protocol):
    """Knows where places are."""

    def place(self, name: str) -> Listed | None:
        """Return a country, region, sea or landmark of this name, in any of its languages."""
        ...

    def town(self, name: str) -> Listed | None:
        """Return the town that is meant by this name."""
        ...

    def towns(self, name: str) -> Sequence[Listed]:
        """Return the towns of this name, the most prominent first."""
        ...


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place with its place in the text."""

    place: Place
    start: int
    led: bool
    """Whether a word before it says that it is a place: `in`, `from`."""
    adjective: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    opens: bool
    """Whether a sentence begins with it."""


def places_in(text: str, language: str, gazetteer: Gazetteer) -> list[FoundPlace]:
    """Return the places that a text speaks of, each once, in order; names of people are none."""
    found: list[FoundPlace] = []
    for one in _found(_words(text), language, gazetteer):
        if all(one.place.name != other.place.name for other in found):
            found.append(one)
    return found


def _words(text: str) -> list[_Word]:
    words: list[_Word] = []
    for match in _WORD.finditer(text):
        before = text[max(0, match.start() - 8) : match.start()].rstrip(" \n\"“„«'‘¿¡(—–")
        opens = not before or before[-1] in ".!?:…"
        words.append(_Word(match[0].rstrip("."), match.start(), opens))
    return words


def _found(words: list[_Word], language: str, gazetteer: Gazetteer) -> Iterator[FoundPlace]:
    leading = frozenset(_BEFORE.get(language, _BEFORE["en"]).split())
    place = 0
    while place < len(words):
        taken = 0
        if words[place].text[0].isupper():
            for count in range(min(MOST_WORDS, len(words) - place), 0, -1):
                one = _place(words, place, count, leading, language, gazetteer)
                if one:
                    yield one
                    taken = count
                    break
        place += taken or 1


def _place(
    words: list[_Word],
    start: int,
    count: int,
    leading: frozenset[str],
    language: str,
    gazetteer: Gazetteer,
) -> FoundPlace | None:
    group = words[start : start + count]
    if any(word.opens for word in group[1:]) or not _is_name(group):
        return None
    name = re.sub(r"[’']s$", "", " ".join(word.text for word in group))
    before = _before(words, start)
    led = before in leading
    listed = gazetteer.place(name)
    if listed is None and led and len(name) > 3:
        listed = gazetteer.town(name)
        if listed and language == "de" and count == 1 and listed.people < 100_000:
            return None  # every German noun has a capital
    if listed is None or _of_a_person(words, start, led):
        return None
    follows = words[start + count] if start + count < len(words) else None
    if follows and not follows.opens and follows.text in _GOES_ON and not listed.known:
        return None
    if not listed.known and not led:
        return None
    return FoundPlace(listed.place.model_copy(update={"name": name}), group[0].start, led)


def _is_name(group: list[_Word]) -> bool:
    capital = [word.text[0].isupper() for word in group]
    joining = [word.text.lower() in _JOINING for word in group]
    return capital[0] and capital[-1] and all(c or j for c, j in zip(capital, joining, strict=True))


def _before(words: list[_Word], start: int) -> str:
    """Return the word before a name; an article or a point of the compass is looked past."""
    at = start - 1
    while at >= 0 and not words[at + 1].opens and words[at].text.lower() in _PASSED:
        at -= 1
    return words[at].text.lower() if at >= 0 and not words[at + 1].opens else ""


_PASSED = frozenset(
    [
        "the",
        "der",
        "die",
        "das",
        "den",
        "dem",
        "el",
        "la",
        "los",
        "las",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "old",
        "ancient",
        "coastal",
        "rural",
        "modern",
        "downtown",
    ]
)


_GOES_ON = frozenset(
    ["Sound", "Bay", "Island", "Islands", "Sea", "Strait", "Lake", "River", "Peninsula", "Glacier"]
    + ["Street", "Avenue", "Road", "Range", "Ridge", "Creek", "Falls"]
)
"""What makes another place of a town's name: Norton Sound, Oxford Street."""
_NAMED_AFTER = frozenset(["arch", "column", "house", "order", "edict", "baths", "duke", "earl"])
"""What has a name that is no place, or far from it: the Arch of Constantine, the Duke of Wellington."""


def _of_a_person(words: list[_Word], start: int, led: bool) -> bool:
    """Whether a title or a name before makes a person or a building of it: `George Washington`."""
    named = words[start - 2].text if start > 1 and words[start - 1].text.lower() == "of" else ""
    if named[:1].isupper() and named.lower() in _NAMED_AFTER:
        return True
    if start and not words[start].opens:
        before = words[start - 1]
        if before.text.lower() in _TITLES:
            return True
        if before.text[0].isupper() and not before.opens and not led:
            return True
    return False
