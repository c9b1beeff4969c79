"""How an English reader says dates, money, units, years and abbreviations, match by match."""

import re

from factory.speech.english.numbers import (
    cardinal,
    clock,
    digits,
    fraction,
    is_year,
    mixed,
    number,
    number_or_year,
    ordinal,
    pair_of_digits,
    year,
)
from factory.speech.english.words_and_units import (
    AFTER_A_NAME,
    BEFORE_A_NAME,
    CURRENCIES,
    FRACTION_SIGNS,
    MONTH_NAMES,
    MONTHS,
    SCALES,
    UNITS,
)
from factory.speech.patterns import Said

CONTEXT_CHARS = 60
"""How far around a number a reader looks; a bound, so that long texts take linear time."""
BEFORE_YEARS = frozenset(
    re.findall(
        r"\w+",
        "in since by from until till before after around circa early late mid during year spring "
        "summer autumn fall winter between",
    )
)
"""A bare four-digit number after one of these is a year."""
NOT_PLURAL = frozenset(
    re.findall(
        r"\w+",
        "was is has as its this thus across plus perhaps always sometimes towards besides his hers "
        "us yes versus afterwards does unless",
    )
)
"""Words that end in s and are not things to count."""


def _sign(match: re.Match[str]) -> str:
    """Return `minus ` or `plus ` when the match has a sign, otherwise nothing."""
    sign = match["sign"]
    return "" if not sign else "plus " if sign == "+" else "minus "


def _before(match: re.Match[str]) -> str:
    """Return the few words before a match."""
    return match.string[max(0, match.start() - CONTEXT_CHARS) : match.start()]


def _after(match: re.Match[str]) -> str:
    """Return the few words after a match."""
    return match.string[match.end() : match.end() + CONTEXT_CHARS]


def _range(match: re.Match[str]) -> str:
    """Return `ten`, or `ten to fifteen` when the match has a high end."""
    low, high = number(match["low"]), match["high"]
    return f"{low} to {number(high)}" if high else low


def say_address(match: re.Match[str]) -> Said:
    """Say a web or e-mail address: `example dot com slash page`."""
    bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", match[0], flags=re.IGNORECASE).rstrip("/")
    bare = bare.partition("?")[0].partition("#")[0]
    words = re.sub(r"\d+", lambda m: f" {digits(m[0])} ", bare)
    for mark, word in (("@", "at"), (".", "dot"), ("/", "slash"), ("_", " "), ("-", " ")):
        words = words.replace(mark, f" {word} ")
    return re.sub(r"[^\w\s]", " ", words)


def say_money(match: re.Match[str]) -> Said:
    """Say an amount: `three point five million dollars`, `nineteen dollars and five cents`."""
    one, many, cent, cents = CURRENCIES[match["before"] or match["after"]]
    whole, _, rest = match["low"].partition(".")
    scale = match["word"] or SCALES.get(match["scale"] or "")
    if not scale and not match["high"] and len(rest) == 2:
        small = f"{cardinal(int(rest))} {cent if int(rest) == 1 else cents}"
        large = f"{number(whole or '0')} {one if whole == '1' else many}"
        only_cents = whole in ("", "0")
        spoken = large if int(rest) == 0 else small if only_cents else f"{large} and {small}"
        return _sign(match) + spoken
    adjective = re.search(r"\b[Aa]n?\s$", _before(match)) and re.match(
        r"\s(?!(?:a|an|per|in|for|and|or|to|at|each|on|is|was|by|from|every)\b)[a-z]",
        _after(match),
    )
    singular = adjective or (match["low"] == "1" and not match["high"] and not scale)
    parts = (_range(match), scale, one if singular else many)
    return _sign(match) + " ".join(part for part in parts if part)


def say_quantity(match: re.Match[str]) -> Said:
    """Say a number with its unit, each in its own place."""
    one, many = UNITS[re.sub(r"\s", " ", match["unit"])]
    single = match["low"] == "1" and not match["high"]
    said = {"number": _sign(match) + _range(match), "unit": one if single else many}
    return said | ({"dot": ""} if match["dot"] else {})


def say_feet_and_inches(match: re.Match[str]) -> Said:
    """Say `five foot ten`."""
    return f"{cardinal(int(match['feet']))} foot {cardinal(int(match['inches']))}"


def say_time(match: re.Match[str]) -> Said:
    """Say a time of day: `five thirty P M`, `five o'clock`, `seventeen forty-five`."""
    half = match["half"]
    minutes = int(match["minutes"] or 0)
    if not half and match["minutes"] is None:
        return None
    words = {"clock": clock(int(match["hours"]), minutes, half_day=bool(half))}
    return words | ({"half": f"{half[0].upper()} M"} if half else {})


def say_month_day(match: re.Match[str]) -> Said:
    """Say `March third`, and the year if there is one."""
    words = {"day": ordinal(int(match["n"])), "month": MONTHS[match["month"][:3]]}
    return words | ({"year": year(int(match["year"]))} if match["year"] else {})


def say_day_month(match: re.Match[str]) -> Said:
    """Say `the third of March`, and the year if there is one."""
    lead = "" if re.search(r"\b[Tt]he\s$", _before(match)) else "the "
    of = "" if match["of"] else " of"
    words = {"day": f"{lead}{ordinal(int(match['n']))}{of}", "month": MONTHS[match["month"][:3]]}
    return words | ({"year": year(int(match["year"]))} if match["year"] else {})


def say_iso_date(match: re.Match[str]) -> Said:
    """Say `March fifth, twenty twenty-four` for 2024-03-05."""
    month, day = int(match["m"]), int(match["d"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{MONTH_NAMES[month - 1]} {ordinal(day)}, {year(int(match['y']))}"


def say_slash_date(match: re.Match[str]) -> Said:
    """Say 03/05/2024 month first, as the voice's country writes it, unless that cannot be."""
    month, day = int(match["m"]), int(match["d"])
    if month > 12:
        month, day = day, month
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{MONTH_NAMES[month - 1]} {ordinal(day)}, {year(int(match['y']))}"


def say_year_or_count(match: re.Match[str]) -> Said:
    """Say a bare number; four digits are a year unless a plural follows and no time word leads."""
    text = match["low"]
    if not is_year(text) or match["sign"]:
        return _sign(match) + number(text)
    lead = re.search(r"([A-Za-z]+)\s$", _before(match))
    follows = re.match(r"\s([a-z]+s)\b(?!['’])", _after(match))
    counted = follows is not None and follows[1] not in NOT_PLURAL
    time_word = lead is not None and lead[1].lower() in BEFORE_YEARS
    return number(text) if counted and not time_word else year(int(text))


def say_span(match: re.Match[str]) -> Said:
    """Say `nineteen fourteen to nineteen eighteen`, `ten to fifteen`."""
    return f"{number_or_year(match['low'])} to {number_or_year(match['high'])}"


def say_fraction(match: re.Match[str]) -> Said:
    """Say `one half`, `two and three quarters`, `twenty-four seven`."""
    above, below = int(match["above"]), int(match["below"])
    if match[0] in ("24/7", "9/11", "50/50"):
        return f"{cardinal(above)} {cardinal(below)}"
    if above == below and not match["whole"]:
        return f"{cardinal(above)} out of {cardinal(below)}"
    return mixed(int(match["whole"]), above, below) if match["whole"] else fraction(above, below)


def say_saint_or_street(match: re.Match[str]) -> Said:
    """Say an abbreviation that goes with a name: `Doctor` before one, `Drive` after one."""
    short = match["short"]
    before_a_name = re.match(r"\s+[\"'“‘]?[^\W\d_a-z]", _after(match))
    after_a_name = re.search(r"[A-Z]\w+,?\s$", _before(match))
    if before_a_name and short in BEFORE_A_NAME:
        house = re.search(r"\d\w?\s+[A-Z]\w+\s$", _before(match))
        if not (house and short in AFTER_A_NAME):
            return BEFORE_A_NAME[short]
    if short in AFTER_A_NAME and (after_a_name or short not in BEFORE_A_NAME):
        return AFTER_A_NAME[short]
    return BEFORE_A_NAME.get(short)


def say_telephone(match: re.Match[str]) -> Said:
    """Say digit by digit, with a pause between groups."""
    return ", ".join(digits(group) for group in re.findall(r"\d+", match[0]))


def say_three_digits(match: re.Match[str]) -> Said:
    """Say the number of a road, a flight or an aeroplane: `seven forty-seven`."""
    hundreds, rest = divmod(int(match["n"]), 100)
    return {"n": f"{cardinal(hundreds)} {pair_of_digits(rest) if rest else 'hundred'}"}


def say_signed_fraction(match: re.Match[str]) -> Said:
    """Say a fraction written as one sign, `½`, with the whole number before it."""
    above, below = FRACTION_SIGNS[match["sign"]]
    return mixed(int(match["whole"]), above, below) if match["whole"] else fraction(above, below)


def say_letters(match: re.Match[str]) -> Said:
    """Say `U S A` for `U.S.A.`, so that the dots do not end a sentence in the middle."""
    return " ".join(match[0].replace(".", ""))
