"""Letters: espeak's phonemes in the alphabet that Kokoro was trained on, each with its number.

Source of the numbers: `vocab` of Kokoro-82M's config.json; of the mapping: misaki's `espeak.py`
(both hexgrad, Apache-2.0), for phonemes that espeak writes without ties.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_TABLES: Mapping[str, Mapping[str, str]] = json.loads(
    Path(__file__).with_name("letters.json").read_text("utf-8")
)
NUMBERS: Mapping[str, int] = {letter: int(n) for letter, n in _TABLES["numbers"].items()}
_SPELLINGS = {voice: {**_TABLES["english"], **_TABLES[voice]} for voice in ("en-us", "en-gb-x-rp")}
_LONGEST = 4


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of Kokoro's, and what of espeak's phonemes it stands for: several, or none."""

    letter: str
    symbols: tuple[str, ...]

    @property
    def number(self) -> int:
        """As the network knows it."""
        return NUMBERS[self.letter]


def letters_of(phonemes: Sequence[str], espeak_voice: str) -> list[Letter]:
    """Return espeak's phonemes in Kokoro's letters; what has none is heard with the one before it.

    Args:
        phonemes: one code point each, marks and spaces included.
        espeak_voice: whose phonemes they are, as espeak names it: `en-us`.
    """
    spelling = _SPELLINGS.get(espeak_voice, _TABLES["others"])
    found: list[Letter] = []
    at = 0
    while at < len(phonemes):
        told, length = _next(phonemes, at, spelling)
        symbols = tuple(phonemes[at : at + length])
        known = [letter for letter in told if letter in NUMBERS]
        if known:
            found.append(Letter(known[0], symbols))
            found += [Letter(letter, ()) for letter in known[1:]]
        elif found:
            found[-1] = Letter(found[-1].letter, found[-1].symbols + symbols)
        at += length
    return found


def _next(phonemes: Sequence[str], at: int, spelling: Mapping[str, str]) -> tuple[str, int]:
    """Return the letters of what begins there, and how many phonemes they are of."""
    for length in range(_LONGEST, 0, -1):
        run = "".join(phonemes[at : at + length])
        if run in spelling:
            return spelling[run], length
    return phonemes[at], 1
