"""Number words: `fifteen hundred`, `zwölftausend`, `treinta y dos` as the numbers they are."""

import re
from collections.abc import Mapping

_EN = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
} | {
    word: 10 * (n + 2)
    for n, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    )
}
_DE = {
    word: value
    for value, word in enumerate(
        [
            "null",
            "ein",
            "zwei",
            "drei",
            "vier",
            "fünf",
            "sechs",
            "sieben",
            "acht",
            "neun",
            "zehn",
            "elf",
            "zwölf",
            "dreizehn",
            "vierzehn",
            "fünfzehn",
            "sechzehn",
            "siebzehn",
            "achtzehn",
            "neunzehn",
        ]
    )
} | {
    word: 10 * (n + 2)
    for n, word in enumerate(
        ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]
    )
}
_ES = (
    {
        word: value
        for value, word in enumerate(
            [
                "cero",
                "uno",
                "dos",
                "tres",
                "cuatro",
                "cinco",
                "seis",
                "siete",
                "ocho",
                "nueve",
                "diez",
                "once",
                "doce",
                "trece",
                "catorce",
                "quince",
                "dieciséis",
                "diecisiete",
                "dieciocho",
                "diecinueve",
                "veinte",
                "veintiuno",
                "veintidós",
                "veintitrés",
                "veinticuatro",
                "veinticinco",
                "veintiséis",
                "veintisiete",
                "veintiocho",
                "veintinueve",
            ]
        )
    }
    | {
        word: 10 * (n + 3)
        for n, word in enumerate(
            ["treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"]
        )
    }
    | {
        word: 100 * (n + 1)
        for n, word in enumerate(
            [
                "cien",
                "doscientos",
                "trescientos",
                "cuatrocientos",
                "quinientos",
                "seiscientos",
                "setecientos",
                "ochocientos",
                "novecientos",
            ]
        )
    }
    | {"ciento": 100, "un": 1, "una": 1}
)
SCALES: Mapping[str, Mapping[str, float]] = {
    "en": {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12},
    "de": {
        "hundert": 1e2,
        "tausend": 1e3,
        "million": 1e6,
        "millionen": 1e6,
        "milliarde": 1e9,
        "milliarden": 1e9,
        "billionen": 1e12,
    },
    "es": {"mil": 1e3, "millón": 1e6, "millones": 1e6, "billones": 1e12},
}
UNITS: Mapping[str, Mapping[str, int]] = {"en": _EN, "de": _DE | {"eins": 1, "eine": 1}, "es": _ES}
JOINING = {"en": {"and", "a"}, "de": {"und"}, "es": {"y"}}
_GERMAN = re.compile("|".join(sorted([*_DE, "hundert", "tausend", "und"], key=len, reverse=True)))


def tokens_of(word: str, language: str) -> list[str] | None:
    """Return a written-out number's parts, or None where the word is none: `dreißigtausend`."""
    word = word.lower()
    if language == "en" and "-" in word:
        parts = word.split("-")
        return parts if all(part in _EN for part in parts) else None
    if word in UNITS[language] or word in SCALES[language]:
        return [word]
    if language == "de" and len(word) > 5:
        parts = _GERMAN.findall(word)
        return parts if parts and "".join(parts) == word else None
    return None


def value_of(parts: list[str], language: str) -> float:
    """Return the number that the parts say: a running sum, multiplied at each scale."""
    total, current = 0.0, 0.0
    for part in parts:
        if part in JOINING[language]:
            continue
        scale = SCALES[language].get(part)
        if scale is None:
            current += UNITS[language][part]
        elif scale == 100:
            current = (current or 1) * 100
        else:
            total += (current or 1) * scale
            current = 0.0
    return total + current
