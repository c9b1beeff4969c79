"""Scores of maps: the places a scene names and the ways between them, each with how much speaks for it."""

from collections.abc import Iterator, Sequence

from factory.depiction.depiction import Depiction, Subject
from factory.depiction.depiction_scores import Candidate, SceneWords, early
from factory.depiction.place_recognition import FoundPlace, Gazetteer, places_in
from factory.depiction.subjects import CERTAIN, FoundSubject

LED_PLACE, PLACE, WAY = 52.0, 44.0, 60.0
WHOLE_CONTINENT, OF_LITTLE_NEWS = 38.0, 14.0
"""Degrees of a map that shows no place in particular, and how much less it is worth."""

OF_A_CLUB = 24.0
"""How much less a place is worth beside football: it plays there, or its name is a club's."""
LATE, IN_PASSING = 0.55, 14.0
"""Where in a scene a place is named in passing, and how much less it is worth if a thing is named for certain."""


def place_maps(
    scene: SceneWords,
    language: str,
    gazetteer: Gazetteer,
    there: Sequence[FoundSubject] = (),
    about: Sequence[Subject] = (),
) -> Iterator[Candidate]:
    """Yield a map of each place, and of the way between two.

    Args:
        scene: its words.
        language: theirs.
        gazetteer: knows places.
        there: the things that the scene names.
        about: what the video's title names.
    """
    played = any(one.name == "football" for one in (*(found.subject for found in there), *about))
    certain = [one.words for one in there if one.weight >= CERTAIN]
    found = places_in(scene.text, language, gazetteer)
    if not found:
        return
    for one in found:
        score = (LED_PLACE if one.led else PLACE) + early(one.start, scene.text)
        if one.place.span_degrees >= WHOLE_CONTINENT:
            score -= OF_LITTLE_NEWS
        if played:
            score -= OF_A_CLUB
        elif one.start > LATE * len(scene.text) and _else(certain, one):
            score -= IN_PASSING
        yield Candidate(_map([one]), score)
    ends = _way(found, scene.text)
    widest = max((one.place.span_degrees for one in ends), default=0.0)
    if ends and widest < WHOLE_CONTINENT and _sure(ends, gazetteer):
        carried = _carried([*(one.subject for one in there), *about])
        yield Candidate(_map(ends, carried), WAY)


def _else(things: Sequence[Sequence[str]], place: FoundPlace) -> bool:
    """Whether a thing is named by other words than the place's own, as Everest is a mountain's."""
    name = place.place.name.lower()
    return any(not any(word in name for word in words) for words in things)


def _way(found: list[FoundPlace], text: str) -> list[FoundPlace]:
    """Return both ends of a way that the words name: `from Montreal to Edmonton`."""
    for one in found:
        before = text[max(0, one.start - NEAREST) : one.start].rstrip().lower()
        if not before.endswith(
            ("from", "von", "aus", "desde", "de", "between", "zwischen", "entre")
        ):
            continue
        for other in found:
            between = text[max(one.start, other.start - NEAREST) : other.start].lower().split()
            if other.start > one.start and between and between[-1] in _TOWARDS:
                return [one, other]
    return []


NEAREST = 24
"""Characters before a place in which the word is that leads to it."""
NEAR, KNOWN_FAR = 40.0, 500_000
"""Degrees between towns from which both want so many inhabitants to be taken for the ones meant."""
AFLOAT = frozenset({"water", "sea"})
"""Footings of what goes through water."""
_TOWARDS = frozenset(
    ["to", "nach", "bis", "a", "hasta", "and", "und", "y", "toward", "towards", "zu"]
)


def _carried(named: Sequence[Subject]) -> Subject | None:
    """Return what goes a way through water, if scene or title name it."""
    return next((one for one in named if one.footing in AFLOAT), None)


def _sure(ends: Sequence[FoundPlace], gazetteer: Gazetteer) -> bool:
    """Whether both ends are the places meant: of two small towns far apart one is a namesake of it."""
    far = max(
        abs(ends[0].place.longitude - ends[1].place.longitude),
        abs(ends[0].place.latitude - ends[1].place.latitude),
    )
    towns = [gazetteer.town(one.place.name) for one in ends if not gazetteer.place(one.place.name)]
    return far < NEAR or not any(town and town.people < KNOWN_FAR for town in towns)


def _map(ends: list[FoundPlace], subject: Subject | None = None) -> Depiction:
    names = [one.place.name for one in ends]
    shows = f"map of {names[0]}" if len(names) == 1 else f"the way from {names[0]} to {names[1]}"
    return Depiction(
        kind="map",
        shows=shows,
        reason=f"it names {' and '.join(names)}",
        places=tuple(one.place for one in ends),
        subject=subject,
    )
