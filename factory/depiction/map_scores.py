"""Scores of maps: the places a scene names and the ways between them, each with how much speaks for it."""

from collections.abc import Iterator, Sequence

from factory.depiction.depiction import Depiction
from factory.depiction.depiction_scores import Candidate, SceneWords, early
from factory.depiction.place_recognition import FoundPlace, Gazetteer, places_in
from factory.depiction.subjects import FoundSubject

LED_PLACE, PLACE, WAY = 52.0, 44.0, 60.0
WHOLE_CONTINENT, OF_LITTLE_NEWS = 38.0, 14.0
"""Degrees of a map that shows no place in particular, and how much less it is worth."""

OF_A_CLUB = 24.0
"""How much less a town is worth beside football: it plays there, or its name is a club's."""


def place_maps(
    scene: SceneWords, language: str, gazetteer: Gazetteer, there: Sequence[FoundSubject] = ()
) -> Iterator[Candidate]:
    """Yield a map of each place, and of the way between two.

    Args:
        scene: its words.
        language: theirs.
        gazetteer: knows places.
        there: the things that the scene names.
    """
    played = any(one.subject.name == "football" for one in there)
    found = places_in(scene.text, language, gazetteer)
    if not found:
        return
    for one in found:
        score = (LED_PLACE if one.led else PLACE) + early(one.start, scene.text)
        if one.place.span_degrees >= WHOLE_CONTINENT:
            score -= OF_LITTLE_NEWS
        if played and gazetteer.place(one.place.name) is None:
            score -= OF_A_CLUB
        yield Candidate(_map([one]), score)
    ends = _way(found, scene.text)
    if ends:
        yield Candidate(_map(ends), WAY)


def _way(found: list[FoundPlace], text: str) -> list[FoundPlace]:
    """Return both ends of a way that the words name: `from Montreal to Edmonton`."""
    for one in found:
        before = text[: one.start].rstrip().lower()
        if not before.endswith(
            ("from", "von", "aus", "desde", "de", "between", "zwischen", "entre")
        ):
            continue
        for other in found:
            between = text[one.start : other.start].lower().split()
            if other.start > one.start and between and between[-1] in _TOWARDS:
                return [one, other]
    return []


_TOWARDS = frozenset(
    ["to", "nach", "bis", "a", "hasta", "and", "und", "y", "toward", "towards", "zu"]
)


def _map(ends: list[FoundPlace]) -> Depiction:
    names = [one.place.name for one in ends]
    shows = f"map of {names[0]}" if len(names) == 1 else f"the way from {names[0]} to {names[1]}"
    return Depiction(
        kind="map",
        shows=shows,
        reason=f"it names {' and '.join(names)}",
        places=tuple(one.place for one in ends),
    )
