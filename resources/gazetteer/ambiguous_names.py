"""Names of places that are often words or people: not every turkey is a country."""

from typing import Final

AMBIGUOUS: Final = frozenset(
    {"turkey", "chad", "jordan", "georgia", "guinea", "mali", "niger", "togo", "us"}
)
"""Names that are often something else: taken only where a word before says that it is a place."""
USUALLY_WORDS: Final = frozenset(
    [
        "reading",
        "nice",
        "bath",
        "mobile",
        "mission",
        "orange",
        "cork",
        "enterprise",
        "independence",
        "union",
        "liberty",
        "hope",
        "split",
        "best",
        "same",
        "march",
        "may",
        "april",
        "june",
        "august",
        "sunday",
        "monday",
        "along",
        "most",
        "young",
        "of",
        "this",
        "that",
        "god",
        "war",
        "spring",
        "freedom",
        "jupiter",
        "mars",
        "mercury",
        "saturn",
        "venus",
        "victoria",
        "lincoln",
        "jackson",
        "madison",
        "jefferson",
        "nelson",
        "wellington",
    ]
)
"""Towns whose names are words or people more often than not."""
