"""Units: words and signs after or before a number, with what they measure."""

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile

_LENGTH = {
    "metre metres meter meters metern m metro metros": 1,
    "kilometre kilometres kilometer kilometers kilometern km kilómetro kilómetros": 1000,
    "mile miles meile meilen milla millas": 1609.344,
    "foot feet ft fuß pie pies": 0.3048,
    "inch inches zoll pulgada pulgadas": 0.0254,
    "yard yards": 0.9144,
    "centimetre centimetres centimeter centimeters zentimeter zentimetern cm centímetro centímetros": 0.01,
    "millimetre millimetres millimeter millimeters millimetern mm": 0.001,
}
_MASS = {
    "kilogram kilograms kilogramm kilo kilos kg kilogramo kilogramos": 1,
    "pound pounds lb lbs pfund libra libras": 0.45359237,
    "ton tons tonne tonnes tonnen tonelada toneladas": 1000,
    "gram grams gramm g gramo gramos": 0.001,
    "ounce ounces oz onza onzas": 0.0283495,
}
_TIME = {
    "second seconds sekunde sekunden segundo segundos": 1,
    "minute minutes minuten minuto minutos": 60,
    "hour hours stunde stunden hora horas": 3600,
    "day days tag tage tagen día días": 86400,
    "week weeks woche wochen semana semanas": 604800,
    "month months monat monate monaten mes meses": 2629800,
    "year years jahr jahre jahren año años": 31557600,
    "century centuries jahrhundert jahrhunderte jahrhunderten siglo siglos": 3155760000,
    "decade decades jahrzehnt jahrzehnte jahrzehnten década décadas": 315576000,
}
_MONEY = {
    "dollar dollars dólar dólares": 1,
    "euro euros": 1,
    "pesos": 1,
    "franken": 1,
}
_OTHER = {
    "heat": "degree degrees grad grado grados",
    "volume": "litre litres liter liters litro litros gallon gallons galones cup cups tablespoon tablespoons"
    " teaspoon teaspoons tasse tassen esslöffel teelöffel taza tazas cucharada cucharadas ml",
    "area": "acre acres hectare hectares hektar hectáreas",
    "power": "watt watts kilowatt kilowatts megawatt megawatts volt volts",
    "speed": "knot knots mph km/h knoten nudos",
}


def _table() -> dict[str, tuple[str, float]]:
    found: dict[str, tuple[str, float]] = {}
    for dimension, rows in (
        ("length", _LENGTH),
        ("mass", _MASS),
        ("time", _TIME),
        ("money", _MONEY),
    ):
        for words, factor in rows.items():
            found |= {word: (dimension, factor) for word in words.split()}
    for dimension, words in _OTHER.items():
        found |= {word: (dimension, 1.0) for word in words.split()}
    return found


UNITS: Mapping[str, tuple[str, float]] = _table()
"""By word, lower case: what it measures, and how much of the dimension's own unit it is."""

_PER = frozenset(["a", "an", "per", "each", "every", "pro", "je", "por", "cada"])
_HOW_TALL = frozenset(
    ["tall", "high", "deep", "hoch", "tief", "alto", "alta", "profundo", "profunda"]
)
_HEIGHT = re.compile(
    r"(?:heights?|depths?|altitudes?|altitud|\w*höhen?|\w*tiefen?|alturas?|profundidad(?:es)?)"
)
_STOPS = frozenset(".,;:!?")
_LATER = frozenset(["later", "after", "afterwards", "später", "danach", "después"])
FAR = 4
"""Words before a number in which it may be said that it is a height: `at a depth of`."""


def seconds_of(words: Sequence[str]) -> float | None:
    """Return the time that a speed is per, in seconds: `an hour`, `pro Stunde`; None where none follows.

    Where it is told how much later something is, as in `a second later`, it is no speed.
    """
    if len(words) < 2 or words[0] not in _PER or UNITS.get(words[1], ("", 0.0))[0] != "time":
        return None
    return None if _LATER.intersection(words[2:3]) else UNITS[words[1]][1]


def is_upright(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a length is told as a height or a depth.

    Args:
        before: the words before its number, which may name one: `at a depth of`.
        after: the words after its unit: `high`, `in height`.
    """
    named = takewhile(lambda word: word not in _STOPS and word not in UNITS, reversed(before))
    follows = list(takewhile(lambda word: word not in _STOPS, after))
    told = any(_HEIGHT.fullmatch(word) for word in (*named, *follows))
    return told or not _HOW_TALL.isdisjoint(follows)


_AGED = frozenset(["old", "alt", "alte", "alter"])
OLDEST = 120
"""Years that somebody may be old."""
_PERSONS = frozenset(
    [
        "i",
        "he",
        "she",
        "we",
        "you",
        "they",
        "who",
        "man",
        "woman",
        "boy",
        "girl",
        "child",
        "son",
        "daughter",
        "king",
        "queen",
        "mother",
        "father",
        "baby",
        "student",
        "ich",
        "er",
        "sie",
        "wir",
        "ihr",
        "mann",
        "frau",
        "junge",
        "mädchen",
        "kind",
        "sohn",
        "tochter",
        "könig",
        "königin",
        "mutter",
        "vater",
        "él",
        "ella",
        "hombre",
        "mujer",
        "niño",
        "niña",
        "hijo",
        "hija",
        "rey",
        "reina",
        "madre",
        "padre",
    ]
)
_ARTICLES = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "its",
        "der",
        "die",
        "das",
        "ein",
        "eine",
        "dieser",
        "diese",
        "dieses",
        "el",
        "la",
        "un",
        "una",
        "este",
        "esta",
    ]
)


def is_age(years: float, before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a time is how old somebody is: it did not pass there. How old a tree is, is told.

    Args:
        years: how long it is.
        before: the words of the sentence before its number, as they are written.
        after: the words after its unit, lower case.
    """
    if list(after[:2]) in (["of", "age"], ["de", "edad"]):
        return years <= OLDEST
    if not _AGED.intersection(after[:1]) or years > OLDEST:
        return False
    words = list(takewhile(lambda word: word not in _STOPS, reversed(before)))[::-1]
    if not words or not _PERSONS.isdisjoint(word.lower() for word in words):
        return True
    pairs = zip(["", *words], words, strict=False)
    return any(
        word[:1].isupper() and word.lower() not in _ARTICLES and last.lower() not in _ARTICLES
        for last, word in pairs
    )


CURRENCIES = "$€£¥₹"
"""Signs that stand before or after a sum."""

ABBREVIATED = frozenset(["m", "km", "ft", "cm", "mm", "kg", "lb", "lbs", "g", "oz", "ml"])
"""Units that stand after figures only: `5 m`, never `five m`."""
