"""Palettes by name: which colours the drawn scenery of one whole video keeps to."""

import re

from factory.errors import BadInput
from factory.fingerprint import seed_of

PALETTE_WORDS: dict[str, frozenset[str]] = {
    "ember": frozenset(
        [
            "fire",
            "flame",
            "ember",
            "volcano",
            "lava",
            "war",
            "battle",
            "burn",
            "burned",
            "furnace",
            "rage",
            "heat",
        ]
    ),
    "dusk": frozenset(
        ["dusk", "evening", "sunset", "twilight", "farewell", "end", "memory", "autumn", "last"]
    ),
    "moonlit": frozenset(
        [
            "moon",
            "night",
            "midnight",
            "dream",
            "sleep",
            "ghost",
            "dark",
        ]
    ),
    "mist": frozenset(
        [
            "mist",
            "fog",
            "haze",
            "grey",
            "rain",
            "quiet",
            "forgotten",
            "lost",
            "vanish",
            "vanished",
            "damp",
        ]
    ),
    "parchment": frozenset(
        [
            "map",
            "parchment",
            "archive",
            "scroll",
            "book",
            "library",
            "letter",
            "ancient",
            "roman",
            "rome",
            "road",
            "empire",
        ]
    ),
    "aurora": frozenset(
        [
            "aurora",
            "north",
            "arctic",
            "polar",
            "ice",
            "magic",
            "spirit",
            "green",
            "viking",
            "iceland",
        ]
    ),
    "rose-dawn": frozenset(
        ["dawn", "morning", "love", "spring", "hope", "flower", "birth", "begin", "garden", "rose"]
    ),
    "verdant": frozenset(
        ["forest", "green", "jungle", "river", "valley", "field", "farm", "grass", "meadow", "tree"]
    ),
    "storm": frozenset(
        [
            "storm",
            "thunder",
            "lightning",
            "wreck",
            "danger",
            "shipwreck",
            "gale",
            "wave",
            "disaster",
        ]
    ),
    "gold": frozenset(
        [
            "gold",
            "golden",
            "desert",
            "sand",
            "king",
            "harvest",
            "treasure",
            "pharaoh",
            "egypt",
            "crown",
            "sun",
        ]
    ),
    "azure": frozenset(
        [
            "sea",
            "ocean",
            "island",
            "coast",
            "harbour",
            "ship",
            "sail",
            "blue",
            "sky",
            "lighthouse",
            "beach",
            "shore",
            "tide",
            "harbor",
            "cape",
        ]
    ),
    "amethyst": frozenset(
        ["star", "space", "galaxy", "planet", "universe", "mystery", "secret", "wizard", "violet"]
    ),
}
"""Every palette, with the words that call for it."""


AT_NIGHT = "moonlit"
"""The palette whose scenes are at night unless their words say otherwise."""


def palette_for(words: str, look: str) -> str:
    """Return the palette of a video: `look` if given, else by its words, else by their hash.

    Args:
        words: all words of the video (title and text); the same words give the same palette.
        look: a palette's name, or the empty string.

    Raises:
        BadInput: there is no palette of that name.
    """
    if look:
        if look not in PALETTE_WORDS:
            known = ", ".join(sorted(PALETTE_WORDS))
            raise BadInput(f"look {look[:60]!r} is unknown; there are: {known}")
        return look
    found = re.findall(r"[^\W\d_]+", words.lower())
    scores = {
        name: sum(_calls(word, calling) for word in found)
        for name, calling in PALETTE_WORDS.items()
    }
    best = max(scores.values())
    candidates = sorted(name for name, score in scores.items() if score == best)
    if not best:  # by day, where no word calls for a night
        candidates.remove(AT_NIGHT)
    return candidates[seed_of(words) % len(candidates)]


def _calls(word: str, calling: frozenset[str]) -> bool:
    return word in calling or word.removesuffix("s") in calling
