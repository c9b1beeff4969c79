"""Namesakes: which of several towns of one name a text means, by the other places that it names."""

from collections.abc import Sequence
from math import cos, hypot, radians

from factory.depiction.depiction import Place
from factory.depiction.place_recognition import Gazetteer, Listed, places_in

OVERRULED = 50
"""So many times more prominent a town is meant whatever stands beside it: London, beside Toronto too."""
ALIKE, BIG = 3, 75_000
"""A town so many times less prominent than the first, with so many inhabitants, may be meant as well."""
AROUND = 3.0
"""Degrees around what a map of a place shows that still are near it."""
WIDE = 15.0
"""Degrees from which a place says less of what is near it than others do: a country, beside a town."""


class LocalGazetteer:
    """A gazetteer that takes a name for the town near the places that a video names for sure."""

    def __init__(self, gazetteer: Gazetteer, texts: Sequence[str], language: str) -> None:
        """Find what the texts of a whole video name for sure.

        Args:
            gazetteer: knows places.
            texts: title, description, scenes.
            language: theirs, the primary one.
        """
        self._all = gazetteer
        found = [one.place for text in texts for one in places_in(text, language, gazetteer)]
        self._near = [one for one in found if gazetteer.place(one.name) or self._is_sure(one.name)]

    def place(self, name: str) -> Listed | None:
        """See `factory.depiction.place_recognition.Gazetteer.place`."""
        return self._all.place(name)

    def town(self, name: str) -> Listed | None:
        """Return the town that is meant; None where two are as likely."""
        towns = self._all.towns(name)
        return meant(towns, self._near) if towns else None

    def towns(self, name: str) -> Sequence[Listed]:
        """See `factory.depiction.place_recognition.Gazetteer.towns`."""
        return self._all.towns(name)

    def _is_sure(self, name: str) -> bool:
        towns = self._all.towns(name)
        return bool(towns) and is_sure(towns)


def is_sure(namesakes: Sequence[Listed]) -> bool:
    """Whether the first is meant whatever stands beside it."""
    first, *others = namesakes
    return not others or first.prominence >= OVERRULED * others[0].prominence


def meant(namesakes: Sequence[Listed], near: Sequence[Place]) -> Listed | None:
    """Return the town that is meant; None where two are as likely.

    Args:
        namesakes: the towns of one name, the most prominent first; at least one.
        near: the places that the whole video names and that are sure.
    """
    first, *others = namesakes
    if is_sure(namesakes):
        return first
    for some in (
        [one for one in near if one.span_degrees < WIDE],
        [one for one in near if one.span_degrees >= WIDE],
    ):
        beside = [one for one in namesakes if any(_beside(one.place, other) for other in some)]
        if beside:
            return beside[0]
    unsure = any(one.people >= BIG and ALIKE * one.prominence > first.prominence for one in others)
    return None if unsure else first


def _beside(place: Place, other: Place) -> bool:
    """Whether a place lies in another or near it."""
    down = place.latitude - other.latitude
    across = abs(place.longitude - other.longitude)
    across = min(across, 360 - across) * cos(radians(place.latitude))
    return hypot(down, across) <= other.span_degrees / 2 + AROUND
