"""What a reader of a language calls signs, units, money and abbreviations, from its data file."""

from functools import cache
from importlib.resources import files
from typing import Any

from factory.documents.shipped import parsed
from factory.records import Payload


class Words(Payload):
    """The words that quantities are read with in one language."""

    minus: str
    plus: str
    to: str
    """Between the ends of a range."""
    ratio: str
    """Between the parts of `3:1`."""
    per: str
    dot: str
    times: str
    point: str
    """The decimal mark."""
    powers: tuple[str, str]
    """Of `²` and `³`."""
    units: dict[str, tuple[str, str]]
    """By its sign: one of them with its numeral (`ein Kilometer`), and what several are called."""
    money: dict[str, tuple[str, str, str, str]]
    """By its sign: one, several, one hundredth, several hundredths."""
    signs: dict[str, str]
    """Signs that stand by themselves."""
    short: dict[str, str]
    """Abbreviations, and what is read for them."""


@cache
def words_of(language: str) -> Words | None:
    """Return the words of a language by its two-letter code; None where there is no file of it."""
    file = files("factory.speech") / "languages" / f"{language}.yaml"
    if not file.is_file():
        return None
    data: dict[str, Any] = parsed(file.read_text(encoding="utf-8"))
    return Words.model_validate(data)
