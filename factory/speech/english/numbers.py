"""Numbers as an English reader says them; every function takes digits and returns words only."""

import re

from factory.speech.spelled_numbers import in_language

MANY_DIGITS = 10
"""A bare run of this many digits is a telephone or serial number and is read digit by digit."""

DIGIT_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|(?<![\w.])\.\d+)"
"""Regular expression of a plain or grouped number with an optional decimal part, or of that alone."""

FRACTIONS = {2: "half", 3: "third", 4: "quarter"}


def cardinal(value: int) -> str:
    """Return `one thousand eight hundred forty-eight` for 1848."""
    return in_language(value, "en").replace(",", "").replace(" and ", " ")


def ordinal(value: int) -> str:
    """Return `twenty-first` for 21."""
    return in_language(value, "en", "ordinal").replace(",", "").replace(" and ", " ")


def digits(text: str) -> str:
    """Return every digit of the text by name: `five five five`."""
    return " ".join(DIGIT_WORDS[int(c)] for c in text if c.isdecimal())


def pair_of_digits(value: int) -> str:
    """Return how the last two digits of a year or the minutes are said: `oh six`, `sixty-six`."""
    return f"oh {cardinal(value)}" if value < 10 else cardinal(value)


def year(value: int) -> str:
    """Return `eighteen forty-eight`, `nineteen oh six`, `two thousand five`, `twenty twenty-four`.

    Outside 1000 to 2099 a year is read as a plain number.
    """
    century, rest = divmod(value, 100)
    if not 1000 <= value <= 2099 or century in (10, 20) and rest < 10:
        return cardinal(value)
    return f"{cardinal(century)} {pair_of_digits(rest) if rest else 'hundred'}"


def decade(value: int) -> str:
    """Return `eighteen forties`, `nineteen hundreds`, `two thousands`; 60 gives `sixties`."""
    words = year(value) if value >= 100 else cardinal(value)
    return words[:-1] + "ies" if words.endswith("y") else words + "s"


def number(text: str) -> str:
    """Return how a run like `1,848`, `3.14`, `007` or `12` is said."""
    whole, _, decimals = text.replace(",", "").partition(".")
    grouped = "," in text
    serial = len(whole) >= MANY_DIGITS and not grouped
    too_long = len(whole) > 36  # beyond decillions nobody reads number names
    if serial or too_long or (len(whole) > 1 and whole.startswith("0")):
        words = digits(whole)
    else:
        words = cardinal(int(whole or "0"))
    return f"{words} point {digits(decimals)}" if decimals else words


def is_year(text: str) -> bool:
    """Return whether a bare number may be a year: four digits from 1000 to 2099."""
    return bool(re.fullmatch(r"1\d{3}|20\d{2}", text))


def number_or_year(text: str) -> str:
    """Return a year's words when the run may be one, otherwise a number's."""
    return year(int(text)) if is_year(text) else number(text)


def fraction(above: int, below: int) -> str:
    """Return `one half`, `three quarters`, `five eighths`; `seven over zero` when it is none."""
    if not 2 <= below <= 100:
        return f"{cardinal(above)} over {cardinal(below)}"
    name = FRACTIONS.get(below) or ordinal(below)
    if above != 1:
        name = "halves" if name == "half" else name + "s"
    return f"{cardinal(above)} {name}"


def mixed(whole: int, above: int, below: int) -> str:
    """Return `one and a half`, `two and three quarters`."""
    part = fraction(above, below)
    return f"{cardinal(whole)} and {'a' + part[3:] if part.startswith('one ') else part}"


def clock(hours: int, minutes: int, *, half_day: bool) -> str:
    """Return `five thirty`, `five oh five`, `five o'clock`; with `half_day` the hour stands alone."""
    if minutes:
        return f"{cardinal(hours)} {pair_of_digits(minutes)}"
    if half_day:
        return cardinal(hours)
    return f"{cardinal(hours)} o'clock" if 1 <= hours <= 12 else f"{cardinal(hours)} hundred"
