"""Nothing with meaning vanishes between text, speech and captions: 2,000 lines of five languages.

Each line is made of a frame and of a quantity whose parts are known: its sign, its number, its unit
or money, what it is counted by, a second end. Whatever stands in the line must be heard, and the
words of the captions must be those of the text.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from factory.speech.english.words_and_units import CURRENCIES, UNITS
from factory.speech.language_words import words_of
from factory.speech.normalisation import spoken_pairs
from factory.text.sentences import sentences

LINES_OF_EACH = 400
SIGNS = ("", "", "", "-", "–", "\u2212", "+")
DASHES = ("-", "–", "\u2212")
UNIT_SIGNS = ("km", "kg", "%", "°C", "km/h", "cm", "m²", "ml")
MONEY = ("$", "€", "£")
FRAMES = {
    "en": ("The tank held {} that day.", "Dr. Bell of St. Ives wrote down {}, i.e. what she saw."),
    "de": ("Am 29. Juli waren es {} im Tal.", "Dr. Meier las z. B. {} auf der 2. Anzeige ab."),
    "es": ("Aquel día marcaba {} en el valle.", "El Sr. López anotó {}, p. ej. en el siglo XIX."),
    "fr": ("Ce jour-là on lisait {} au village.", "M. Dupont nota {} le 1er mai, p. ex. ici."),
    "it": (
        "Quel giorno segnava {} nella valle.",
        "Il Sig. Rossi scrisse {}, ad es. nel XIX secolo.",
    ),
}
ENGLISH = {"minus": "minus", "plus": "plus", "to": " to ", "per": " per "}


@dataclass(frozen=True)
class Line:
    """A line of text, and words that must be heard of it."""

    text: str
    heard: tuple[str, ...]


def _words(language: str) -> dict[str, str]:
    words = words_of(language)
    return ENGLISH if words is None else words.model_dump()


def _unit(language: str, sign: str) -> str:
    words = words_of(language)
    return UNITS[sign][1] if words is None else words.units[sign][1]


def _money(language: str, sign: str) -> str:
    words = words_of(language)
    return CURRENCIES[sign][1] if words is None else words.money[sign][1]


def _quantity(language: str, chance: random.Random) -> tuple[str, tuple[str, ...]]:
    """Return a quantity as it is written, and the words that must be heard of it."""
    said, unit = _words(language), chance.choice(UNIT_SIGNS)
    low = chance.randint(2, 90)
    high, dash = low + chance.randint(2, 900), chance.choice(DASHES)
    space = chance.choice(("", " "))
    named = _unit(language, unit)
    match chance.randrange(6):
        case 0:
            sign = chance.choice(SIGNS)
            heard = {"": "", "+": said["plus"]}.get(sign, said["minus"])
            return f"{sign}{low}{space}{unit}", (heard, named)
        case 1:
            return f"{low}{dash}{high}{space}{unit}", (said["to"], named)
        case 2:
            return f"{low}{space}{unit}{dash}{high}{space}{unit}", (said["to"], named)
        case 3:
            money = chance.choice(MONEY)
            return f"{money}{low}{dash}{money}{high}", (said["to"], _money(language, money))
        case 4:
            money = chance.choice(MONEY)
            return f"{money}{low}/kg", (_money(language, money), said["per"])
        case _:
            decimal = "." if language == "en" else ","
            return f"{low}{decimal}{chance.randint(1, 99):02}{space}{unit}", (named,)


def _lines(language: str) -> Iterator[Line]:
    chance = random.Random(language)
    for number in range(LINES_OF_EACH):
        quantity, heard = _quantity(language, chance)
        frame = FRAMES[language][number % len(FRAMES[language])]
        yield Line(frame.format(quantity), heard)


@pytest.mark.parametrize("language", FRAMES)
def test_every_sign_number_and_unit_is_heard_and_captions_hold_the_text(language: str):
    for line in _lines(language):
        assert sentences(line.text, language, 40) == [line.text]
        pairs = spoken_pairs(line.text, language)
        assert " ".join(shown for shown, _ in pairs).split() == line.text.split()
        silent = [shown for shown, words in pairs if not words and any(map(str.isalnum, shown))]
        assert not silent, line.text
        said = " ".join(words for _, words in pairs if words)
        missing = [words for words in line.heard if words.strip() not in said]
        assert not missing, (line.text, said)
        assert not any(c.isdigit() for c in said), (line.text, said)
        assert not any(mark in said.rstrip(".") for mark in [".", "?", "!"]), (line.text, said)


@pytest.mark.parametrize("language", FRAMES)
def test_a_long_sentence_is_never_cut_at_a_dot_of_an_abbreviation(language: str):
    for line in list(_lines(language))[::8]:
        text = f"{line.text[:-1]}, {line.text}"
        for part in sentences(text, language, 6)[:-1]:
            assert not part.endswith("."), (text, part)
