"""Words: what a scene's words say about hour and weather, and which kind of scene they ask for."""

import re
from collections.abc import Mapping

from resources.illustrators.scenery.painting.canvas import Weather

NIGHT = frozenset(
    [
        "night",
        "midnight",
        "moon",
        "moonlight",
        "moonlit",
        "star",
        "starlight",
        "dark",
        "darkness",
        "candle",
        "aurora",
        "asleep",
        "sleep",
        "dream",
        "lantern",
    ]
)
_DAY = frozenset(
    [
        "day",
        "daylight",
        "noon",
        "midday",
        "sun",
        "sunny",
        "sunlight",
        "sunrise",
        "dawn",
        "morning",
        "sunset",
        "dusk",
        "afternoon",
        "evening",
    ]
)
_SUNNY = frozenset(["sun", "sunny", "sunlight", "sunrise", "sunset", "daylight"])
_WEATHERS: Mapping[Weather, frozenset[str]] = {
    "storm": frozenset(
        ["storm", "thunder", "lightning", "gale", "tempest", "hurricane", "wreck", "shipwreck"]
    ),
    "snow": frozenset(
        ["snow", "winter", "ice", "frost", "blizzard", "frozen", "glacier", "avalanche"]
    ),
    "rain": frozenset(["rain", "rainy", "drizzle", "downpour", "wet", "overcast", "cloudy"]),
    "fog": frozenset(["fog", "mist", "haze", "foggy", "misty", "ghost", "grey", "gray", "gloom"]),
}

USUAL: Mapping[str, Weather] = {"storm": "storm", "mist": "fog"}
"""The weather of palettes that have one, where the words speak of none."""

HOURS_AND_WEATHERS = frozenset().union(NIGHT, _DAY, *_WEATHERS.values())


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text in lower case, plurals also without their ending."""
    found = set(re.findall(r"[^\W\d_]+", text.lower()))
    found |= {word[:-1] for word in found if len(word) > 3 and word.endswith("s")}
    found |= {word[:-2] for word in found if len(word) > 4 and word.endswith("es")}
    found |= {word[:-3] + "y" for word in found if len(word) > 4 and word.endswith("ies")}
    return frozenset(found)


def at_night(words: frozenset[str], usual: bool) -> bool:
    """Return whether it is night: what the words say, else the palette's usual hour."""
    night, day = len(words & NIGHT), len(words & _DAY)
    return usual if night == day else night > day


def weather_of(words: frozenset[str], usual: Weather = "clear") -> Weather:
    """Return the weather the words speak of most, else the palette's usual one without a sun."""
    best = max(_WEATHERS, key=lambda name: len(words & _WEATHERS[name]))
    if words & _WEATHERS[best]:
        return best
    return "clear" if words & _SUNNY else usual


def score(words: frozenset[str], wanted: Mapping[str, int]) -> int:
    """Return how strongly the words ask for a kind of scene."""
    return sum(weight for word, weight in wanted.items() if word in words)
