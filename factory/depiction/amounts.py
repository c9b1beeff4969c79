"""Amounts: the numbers of a text that can be set large, with what they count or measure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from factory.depiction.depiction import Amount
from factory.depiction.number_words import JOINING, SCALES, tokens_of, value_of
from factory.depiction.number_words import UNITS as UNITS_OF
from factory.depiction.units import (
    ABBREVIATED,
    CURRENCIES,
    FAR,
    UNITS,
    is_age,
    is_upright,
    seconds_of,
)

_TOKEN = re.compile(
    rf"[{CURRENCIES}]|\d{{1,3}}(?:[.,\u00a0\u202f ]\d{{3}})+(?!\d)|\d+(?:[.,]\d+)?|[^\W\d_]+(?:-[^\W\d_]+)*|[%‰]|[^\s\w]"
)
_ERA = re.compile(r"(?:BCE?|AD|CE)\b|[vnad] \.")
"""After the number of a year: `490 BC`, `79 n. Chr.`."""
_PERCENT = frozenset({"%", "percent", "prozent", "ciento"})
_BETWEEN = frozenset(
    {"more", "than", "of", "the", "a", "an", "de", "square", "cubic", "nautical", "long"}
)
"""What may stand between a number and its unit."""
_NO_NOUN = frozenset(
    [
        "of",
        "and",
        "or",
        "but",
        "in",
        "on",
        "at",
        "to",
        "from",
        "by",
        "with",
        "for",
        "who",
        "that",
        "which",
        "the",
        "a",
        "an",
        "was",
        "were",
        "is",
        "are",
        "had",
    ]
)
_PLURALS = frozenset(
    [
        "people",
        "men",
        "women",
        "children",
        "feet",
        "teeth",
        "geese",
        "mice",
        "sheep",
        "oxen",
        "cattle",
    ]
)
_SINGULAR_ENDINGS = ("ss", "us", "is")
WHOSE = 8
"""Words before a number in which it may be said whose age it is."""
_YEAR = UNITS["year"][1]
_MOST_COUNTED = 3
"""Words between a number and the end of what it counts: `forty very hungry families`."""
_SMALL = 3
"""Counts of things up to here are words rather than figures: `two of them`."""
_BEYOND = 1e18
"""Numbers from here on are not set: a billion billions is read by nobody, in figures or as a picture."""


@dataclass(frozen=True, slots=True)
class FoundAmount:
    """An amount with its place in the text and the word it counts."""

    amount: Amount
    start: int
    text: str
    counts: str
    """The word that follows, lower case: `jacks`; empty where a unit follows."""


def amounts_in(text: str, language: str) -> list[FoundAmount]:
    """Return the amounts of a text in order; years, ordinals and single digits of things are none."""
    language = language if language in SCALES else "en"
    tokens = [(match[0], match.start()) for match in _TOKEN.finditer(text)]
    return list(_found(tokens, language))


def _found(tokens: list[tuple[str, int]], language: str) -> Iterator[FoundAmount]:
    place = 0
    while place < len(tokens):
        end, value = _number(tokens, place, language)
        if value is None:
            place += 1
            continue
        found = _measured(tokens, place, end, value, language)
        if found:
            yield found
        place = max(end, place + 1)


def _number(tokens: list[tuple[str, int]], place: int, language: str) -> tuple[int, float | None]:
    """Return where a number that starts here ends, and its value; None where none starts."""
    word = tokens[place][0]
    if word[0].isdecimal():
        value, end = _figures(word, language), place + 1
        while (
            value is not None and end < len(tokens) and tokens[end][0].lower() in SCALES[language]
        ):
            value *= SCALES[language][tokens[end][0].lower()]
            end += 1
        return end, _meant(value)
    parts: list[str] = []
    end, counted = place, place
    while end < len(tokens):
        word = tokens[end][0].lower()
        if (found := tokens_of(word, language)) is not None:
            parts += found
            counted = end + 1
        elif not _joins(parts, word, tokens, end, language):
            break
        end += 1
    if not parts:
        return place, None
    return counted, _meant(value_of(parts, language))


def _joins(
    parts: list[str], word: str, tokens: list[tuple[str, int]], end: int, language: str
) -> bool:
    """Whether a word belongs to a number: `a hundred and twenty`, but not `five and ten`."""
    if not parts:
        follows = tokens[end + 1][0].lower() if end + 1 < len(tokens) else ""
        return word == "a" and follows in SCALES[language]
    tens = language == "es" and UNITS_OF[language].get(parts[-1], 0) >= 30
    return word in JOINING[language] and (parts[-1] in SCALES[language] or tens)


def _meant(value: float | None) -> float | None:
    """Return a value that can be set large; None for one that is infinite or too long to be read."""
    return value if value is not None and value < _BEYOND else None


def _figures(word: str, language: str) -> float | None:
    """Return what figures say; None where their marks say no number: `5.000.000` in English."""
    thousands, point = (",", ".") if language == "en" else (".", ",")
    word = re.sub(r"[\u00a0\u202f ]", "", word)
    if re.fullmatch(rf"\d{{1,3}}(?:\{thousands}\d{{3}})+", word):
        return float(word.replace(thousands, ""))
    try:
        return float(word.replace(point, ".").replace(",", "."))
    except ValueError:
        return None


def _measured(
    tokens: list[tuple[str, int]], place: int, end: int, value: float, language: str
) -> FoundAmount | None:
    written = tokens[place][0][0].isdecimal()
    sign = tokens[place - 1][0] if place else ""
    after = end
    while after < len(tokens) and tokens[after][0].lower() in _BETWEEN and after - end < 2:
        after += 1
    follows = tokens[after][0].lower() if after < len(tokens) else ""
    text = " ".join(token for token, _ in tokens[place : after + 1])
    start = tokens[place][1]
    if sign in CURRENCIES and sign:
        return _amount(value, "money", 1.0, sign, language, (start, sign + text, ""))
    if end < len(tokens) and tokens[end][0] in CURRENCIES:
        return _amount(value, "money", 1.0, tokens[end][0], language, (start, text, ""))
    if follows in _PERCENT or (follows == "por" and language == "es"):
        return _amount(value, "share", 1.0, "%", language, (start, text, ""))
    unit = UNITS.get(follows)
    if unit and (written or follows not in ABBREVIATED) and (written or value > 1):
        found = _amount(value, *unit, follows, language, (start, text, ""))
        told = [token for token, _ in tokens[max(0, place - WHOSE) : place]]
        return _told_as(found, told, [word.lower() for word, _ in tokens[after + 1 : after + 4]])
    if value <= _SMALL or _is_year(tokens, place, end, value) or not _is_word(follows):
        return None
    if written and sign[:1].isupper() and sign.isalpha() and len(sign) > 2:
        return None  # a name: Flight 143, Apollo 11
    if _ERA.match(" ".join(token for token, _ in tokens[end : end + 2])):
        return None
    if end < len(tokens) and tokens[end][0] in {"th", "st", "nd", "rd", ":", "."} and written:
        return None
    words = _counted(tokens[end : end + _MOST_COUNTED], language)
    if not words:
        return None
    text = " ".join([*(token for token, _ in tokens[place:end]), *words])
    return _amount(value, "", 1.0, " ".join(words), language, (start, text, words[-1].lower()))


def _told_as(found: FoundAmount, before: list[str], after: list[str]) -> FoundAmount | None:
    """Return a length as the speed or the height that the words around it make of it; None: an age."""
    amount = found.amount
    if amount.dimension != "length":
        aged = amount.dimension == "time" and is_age(amount.measure / _YEAR, before, after)
        return None if aged else found
    if seconds := seconds_of(after):
        said = " ".join(after[:2])
        changed = {"dimension": "speed", "measure": amount.measure / seconds}
        speed = amount.model_copy(update={**changed, "unit": f"{amount.unit} {said}"})
        return replace(found, amount=speed, text=f"{found.text} {said}")
    near = [word.lower() for word in before[-FAR:]]
    upright = amount.model_copy(update={"upright": is_upright(near, after)})
    return replace(found, amount=upright)


def _counted(after: list[tuple[str, int]], language: str) -> list[str]:
    """Return what a number counts, the noun last: `hungry families`.

    In English the noun is the first plural, in German the first capital; in Spanish it comes first.
    """
    words: list[str] = []
    for word, _ in after:
        plain = word.lower()
        if not _is_word(word) or plain in _NO_NOUN:
            break
        words.append(word)
        if language == "es" or (word[0].isupper() if language == "de" else _is_plural(plain)):
            return words
    return words[:1]


def _is_word(token: str) -> bool:
    return token.replace("-", "").isalpha()


def _is_plural(word: str) -> bool:
    return word in _PLURALS or (word.endswith("s") and not word.endswith(_SINGULAR_ENDINGS))


def _is_year(tokens: list[tuple[str, int]], place: int, end: int, value: float) -> bool:
    return end == place + 1 and tokens[place][0].isdecimal() and 1000 <= value <= 2100


def _amount(
    value: float,
    dimension: str,
    factor: float,
    unit: str,
    language: str,
    found: tuple[int, str, str],
) -> FoundAmount:
    start, text, counts = found
    return FoundAmount(
        Amount(
            value=value,
            figure=figure_of(value, unit, language),
            unit="" if unit in CURRENCIES or unit == "%" else unit,
            dimension=dimension,
            measure=value * factor,
        ),
        start,
        text,
        counts,
    )


def figure_of(value: float, unit: str, language: str) -> str:
    """Return a number as it is set: `1,500`, `€4.2 million`, `62%`."""
    scale = ""
    if value >= 1e6:
        names = {"en": ("million", "billion"), "de": ("Mio.", "Mrd."), "es": ("millones", "mil M")}
        power = 1e9 if value >= 1e9 else 1e6
        value, scale = value / power, f" {names.get(language, names['en'])[power == 1e9]}"
    digits = f"{value:,.1f}" if value != int(value) else f"{int(value):,}"
    if language != "en":
        digits = digits.translate(str.maketrans(",.", ".,"))
    if unit == "%":
        return f"{digits}%" if language == "en" else f"{digits} %"
    if unit in CURRENCIES and unit:
        return f"{unit}{digits}{scale}" if language == "en" else f"{digits}{scale} {unit}"
    return digits + scale
