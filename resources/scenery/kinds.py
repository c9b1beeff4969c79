"""Kinds: every scene there is, and the choice among them by a scene's words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType

from resources.scenery import (
    candle_room,
    city,
    coast,
    dunes,
    forest,
    mountains,
    night_sky,
    old_map,
    rain_glass,
    ruins,
    sea,
    snow,
    storm,
    underwater,
    valley,
)
from resources.scenery.canvas import Canvas
from resources.scenery.pixels import Field
from resources.scenery.words import DETAILS, HOURS_AND_WEATHERS, score


@dataclass(frozen=True)
class Kind:
    """One kind of scene: the words that ask for it and the hand that paints it."""

    name: str
    words: Mapping[str, int]
    paint: Callable[[Canvas], Field]


def _kind(module: ModuleType) -> Kind:
    return Kind(module.__name__.rpartition(".")[2].replace("_", "-"), module.WORDS, module.paint)


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in map(
        _kind,
        (
            candle_room,
            city,
            coast,
            dunes,
            forest,
            mountains,
            night_sky,
            old_map,
            rain_glass,
            ruins,
            sea,
            snow,
            storm,
            underwater,
            valley,
        ),
    )
}
QUIET = ("mountains", "night-sky", "sea", "forest", "valley", "dunes", "mountains", "sea")
"""What is drawn when the words ask for nothing; what suits any story comes twice."""

AFTER_DARK = frozenset({"night-sky", "city"})
"""Kinds that are at night unless the words speak of day."""

VOCABULARY = DETAILS.union(HOURS_AND_WEATHERS, *(kind.words for kind in KINDS.values()))
"""Every word that can change a picture; all others leave it as it is."""


def chosen(words: frozenset[str], seed: int) -> Kind:
    """Return the kind the words ask for most; the seed decides between equals."""
    scores = {name: score(words, kind.words) for name, kind in KINDS.items()}
    best = max(scores.values())
    if best < 2:
        return KINDS[QUIET[seed % len(QUIET)]]
    equals = [name for name in sorted(scores) if scores[name] == best]
    return KINDS[equals[seed % len(equals)]]
