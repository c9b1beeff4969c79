"""Kinds: every scene there is, and the choice among them by a scene's words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType

from resources.illustrators.scenery.painting.canvas import Canvas
from resources.illustrators.scenery.painting.pixels import Field
from resources.illustrators.scenery.scenes import (
    candle_room,
    city,
    coast,
    dunes,
    forest,
    mountains,
    night_sky,
    old_map,
    planet,
    rain_glass,
    ruins,
    sea,
    snow,
    storm,
    underwater,
    valley,
    volcano,
)
from resources.illustrators.scenery.word_cues import HOURS_AND_WEATHERS, score


@dataclass(frozen=True)
class Kind:
    """One kind of scene: the words that ask for it and the hand that paints it."""

    name: str
    words: Mapping[str, int]
    heeds: frozenset[str]
    """Words that put something into it (`Canvas.says`)."""
    paint: Callable[[Canvas], Field]


def _kind(module: ModuleType) -> Kind:
    name = module.__name__.rpartition(".")[2].replace("_", "-")
    return Kind(name, module.WORDS, getattr(module, "HEEDS", frozenset()), module.paint)


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
            planet,
            rain_glass,
            ruins,
            sea,
            snow,
            storm,
            underwater,
            valley,
            volcano,
        ),
    )
}
QUIET: Mapping[str, tuple[str, ...]] = {
    "ember": ("valley", "sea"),
    "dusk": ("sea", "valley", "forest"),
    "moonlit": ("night-sky", "valley", "sea", "forest"),
    "mist": ("forest", "valley", "sea"),
    "parchment": ("valley", "sea", "forest"),
    "aurora": ("night-sky", "forest", "sea", "valley"),
    "rose-dawn": ("valley", "sea", "forest"),
    "verdant": ("valley", "forest"),
    "storm": ("sea", "coast"),
    "gold": ("valley", "dunes", "planet", "sea"),
    "azure": ("coast", "sea"),
    "amethyst": ("night-sky", "forest", "valley"),
}
"""For each palette, which the words of the whole video chose: what is drawn when a scene's own ask
for nothing, and what comes first between equals. No peaks and no towers: those want a word."""

AFTER_DARK = frozenset({"night-sky", "city", "planet"})
"""Kinds that are at night unless the words speak of day."""

LEAST = 2
"""What words must weigh together for a kind of scene."""

BEYOND_WEATHER = frozenset({"night-sky", "underwater", "old-map", "planet"})
"""Kinds that no weather reaches."""

HEEDS_TITLE = frozenset({"coast", "dunes", "planet", "sea", "valley", "volcano"})
"""Kinds whose picture leaves room for a title above what it shows."""

VOCABULARY = HOURS_AND_WEATHERS.union(*({*kind.words, *kind.heeds} for kind in KINDS.values()))
"""Every word that can change a picture; all others leave it as it is."""


def kind_of(words: frozenset[str]) -> str:
    """Return the kind that words ask for most, the first of equals by name; empty: for none."""
    scores = {name: score(words, kind.words) for name, kind in sorted(KINDS.items())}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] >= LEAST else ""


def chosen(words: frozenset[str], seed: int, palette: str) -> Kind:
    """Return the kind the words ask for most; the palette, then the seed decides between equals."""
    quiet = QUIET[palette]
    scores = {name: score(words, kind.words) for name, kind in KINDS.items()}
    best = max(scores.values())
    if best < LEAST:
        return KINDS[quiet[seed % len(quiet)]]
    equals = [name for name in sorted(scores) if scores[name] == best]
    fitting = [name for name in quiet if name in equals]
    return KINDS[fitting[0] if fitting else equals[seed % len(equals)]]
