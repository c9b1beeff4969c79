"""What stands between and around English quantities: dashes, per, powers, dots inside of names.

Its rules come before all others, and most claim a single sign: the numbers and units on both sides
are left to the rules that know them.
"""

import re

from factory.speech.english.numbers import NUMBER, cardinal, number
from factory.speech.english.words_and_units import (
    COUNTED_IN_MILLIONS,
    CURRENCIES,
    MONTH_NAMES,
    MONTHS,
    UNITS,
)
from factory.speech.patterns import DASH, Rule, Said, any_of, rule

MONEY = rf"(?:{any_of(CURRENCIES)})\s?{NUMBER}(?:\s?(?:bn|tn|[kKmMbB])\b)?"
SCALED = rf"(?:{any_of(CURRENCIES)})\s?{NUMBER}\s?(?:(?:bn|tn|[kKmMbB])\b|million|billion|trillion)"
MEASURE = rf"{NUMBER}\s?(?:{any_of(UNITS)})"
TIME = r"\d?\d(?::\d\d)?\s?[AaPp]\.?[Mm]\b\.?|\d?\d:\d\d"
PLACE = r"\d+(?:st|nd|rd|th)|\d{1,3}0['’]?s\b"
DAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?"
MONTH = "|".join([*MONTH_NAMES, *(rf"{short}\b\.?" for short in MONTHS if short != "May")])
CALENDAR = rf"{DAY}|{MONTH}"

PER = {
    "h": "hour",
    "hr": "hour",
    "s": "second",
    "min": "minute",
    "mo": "month",
    "wk": "week",
    "yr": "year",
    "m": "meter",
    "l": "liter",
    "in": "inch",
    "sq ft": "square foot",
}
"""Short names of what something is counted by, beside those of UNITS."""
COMPASS = {"N": "north", "S": "south", "E": "east", "W": "west"}
ENDS_SPELT = frozenset(
    ["uk", "us", "eu", "io", "ai", "au", "nz", "ie", "jp", "cn", "fr", "ch", "at", "nl"]
)
"""Last parts of Internet names that are spelt, although they could be read as words."""


def say_to(match: re.Match[str]) -> Said:
    """Say a dash between two quantities: `ten dollars to twenty dollars`, both with their units."""
    return {"dash": " to "}


def say_same_unit(match: re.Match[str]) -> Said:
    """Leave out the first of two equal units: `ten to twenty dollars`, `ten to twenty percent`."""
    return {"first": "", "dash": " to "}


def say_per(match: re.Match[str]) -> Said:
    """Say `per hour` for the `/h` or `/hour` after an amount; `km/h` is a unit of its own."""
    what = match["what"]
    unit = re.sub(rf"^{NUMBER}\s?", "", match["amount"])
    if f"{unit}/{what}" in UNITS:
        return None
    said = PER.get(what) or (UNITS[what][0] if what in UNITS else what)
    return {"slash": " per ", "what": said}


def say_power(match: re.Match[str]) -> Said:
    """Say `squared`, `cubed`, `to the power of six`."""
    raised = match["power"].lstrip("^").translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--"))
    named = {"2": "squared", "3": "cubed"}.get(raised)
    sign = "minus " if raised.startswith("-") else ""
    return {
        "power": f" {named or f'to the power of {sign}{cardinal(int(raised.lstrip(chr(45))))}'} "
    }


def say_letter_power(match: re.Match[str]) -> Said:
    """Say `m c squared` for `mc²`; after a longer word the sign marks a footnote."""
    if match[0] in UNITS and re.search(r"\d\s?$", match.string[: match.start()][-2:]):
        return None
    spelt = " ".join(match["letters"])
    return f"{spelt} {'squared' if match['power'] == '²' else 'cubed'}"


def say_hours_and_minutes(match: re.Match[str]) -> Said:
    """Say `three hours twenty-five minutes`."""
    hours, minutes = int(match["h"]), int(match["m"])
    return (
        f"{cardinal(hours)} {'hour' if hours == 1 else 'hours'} "
        f"{cardinal(minutes)} {'minute' if minutes == 1 else 'minutes'}"
    )


def say_feet_then_inches(match: re.Match[str]) -> Said:
    """Say `six feet two inches`."""
    feet, inches = int(match["feet"]), int(match["inches"])
    return (
        f"{cardinal(feet)} {'foot' if feet == 1 else 'feet'} "
        f"{cardinal(inches)} {'inch' if inches == 1 else 'inches'}"
    )


def say_coordinate(match: re.Match[str]) -> Said:
    """Say `forty-five degrees thirty minutes north`."""
    parts = [(match["d"], "degree"), (match["m"], "minute"), (match["s"], "second")]
    said = [f"{number(n)} {name if n == '1' else name + 's'}" for n, name in parts if n]
    return " ".join([*said, COMPASS[match["way"]]])


def say_dotted_name(match: re.Match[str]) -> Said:
    """Say `node dot J S`: no dot inside a name is a pause, and what cannot be read is spelt."""
    first, *others = match[0].split(".")
    return " dot ".join([first.replace("-", " "), *map(_part, others)])


def _part(text: str) -> str:
    if text.isdecimal():
        return number(text)
    unreadable = not re.search(r"[aeiouy]", text.lower()) or text.lower() in ENDS_SPELT
    return " ".join(text.upper()) if unreadable else text


def _one_name(match: re.Match[str]) -> Said:
    """Say the unit in `per lb.`; a single letter may be anything else."""
    unit = match["unit"]
    if len(unit) == 1 and match["dot"] is None:
        return None
    return {"unit": UNITS[unit][0]} | ({"dot": ""} if match["dot"] else {})


def _names(match: re.Match[str]) -> Said:
    return {"unit": UNITS[match["unit"]][1], "dot": ""}


DAY_NAMES = {
    "Mon": "Monday",
    "Tue": "Tuesday",
    "Tues": "Tuesday",
    "Wed": "Wednesday",
    "Thu": "Thursday",
    "Thurs": "Thursday",
    "Fri": "Friday",
    "Sat": "Saturday",
    "Sun": "Sunday",
}

JOINTS: tuple[Rule, ...] = (
    rule(
        rf"(?P<first>(?<=\d)\s?(?P<unit>{any_of(UNITS)}))(?P<dash>\s?{DASH}\s?)(?=[-\u2212+]?{NUMBER}\s?(?P=unit)(?!\w))",
        say_same_unit,
    ),
    rule(
        rf"(?<![\w.,])(?:{SCALED}|{MEASURE}|{TIME}|{PLACE}|{CALENDAR})(?P<dash>\s?{DASH}\s?)"
        rf"(?=[$£€¥₹]?\s?\d|{CALENDAR})",
        say_to,
    ),
    rule(
        rf"(?<![\w.,:])\d{{1,2}}(?::\d\d)?(?P<dash>\s?{DASH}\s?)"
        r"(?=\d{1,2}(?::\d\d)?\s?[AaPp]\.?[Mm]\b)",
        say_to,
    ),
    rule(
        rf"(?<![\w.,]){NUMBER}\s?(?P<inches>in\.?)"
        r"(?=\s(?:wide|long|tall|high|thick|deep|across|by|x|of)\b|\s?[x×]\s?\d)",
        lambda match: {"inches": " inches"},
    ),
    rule(
        rf"\b(?:per|a|each|every)\s(?P<unit>{any_of(u for u in UNITS if u.isalpha())})\b"
        r"(?P<dot>\.(?=\s+[a-z]))?",
        _one_name,
    ),
    rule(
        r"\b(?P<h>\d{1,3})\s?h(?:rs?\b\.?)?\s?(?P<m>\d{1,2})\s?m(?:ins?)?\b",
        say_hours_and_minutes,
    ),
    rule(
        rf"(?<![\w.,]){NUMBER}(?P<scale>m)\s(?={COUNTED_IN_MILLIONS}\b)",
        lambda match: {"scale": " million"},
    ),
    rule(
        r"\b(?P<feet>\d{1,2})\s?ft\.?\s(?P<inches>1[01]|\d)\s?in\b\.?(?=\s+[a-z]|[,;:]|$)",
        say_feet_then_inches,
    ),
    rule(
        r"(?<![\w.])(?P<d>\d{1,3}(?:\.\d+)?)°\s?(?:(?P<m>\d{1,2}(?:\.\d+)?)[′'’]\s?)?"
        r"(?:(?P<s>\d{1,2}(?:\.\d+)?)(?:[″\"”]|'')\s?)?(?P<way>[NSEW])\b",
        say_coordinate,
    ),
    rule(
        rf"(?<![\w.,])(?P<amount>{MONEY}|{MEASURE})(?P<slash>\s?/\s?)"
        rf"(?P<what>{any_of({*PER, *UNITS})}|[a-z]+)(?!\w)",
        say_per,
    ),
    rule(r"(?<=\d)(?P<power>\^[-\u2212]?\d{1,3}|[⁻]?[⁰¹²³⁴-⁹]+)(?!\w)", say_power),
    rule(r"(?<![^\W\d_])(?P<letters>[A-Za-z]{1,2})(?P<power>[²³])(?!\w)", say_letter_power),
    rule(rf"(?<![\w.,]){NUMBER}(?P<times>\s?[x×])(?!\s?[\w])", lambda _: {"times": " times"}),
    rule(r"(?<!\w)<\s?(?=[$£€]?\.?\d)", lambda _: "less than "),
    rule(r"(?<!\w)>\s?(?=[$£€]?\.?\d)", lambda _: "more than "),
    rule(
        rf"\b(?P<day>{any_of(DAY_NAMES)})\.(?=\s?{DASH}|\s+\w|,)",
        lambda match: DAY_NAMES[match["day"]],
    ),
    rule(r"№\s?(?=\d)", lambda _: "number "),
    rule(
        r"(?<![\w@./])[A-Za-z][\w-]+(?:\.(?:[a-z][a-z0-9]+|[A-Z]{2,}|\d+[a-z]\w*))+(?![\w/@]|\.\w)",
        say_dotted_name,
    ),
    rule(
        rf"(?<![\w.])(?P<unit>{any_of(u for u in UNITS if u.isalpha() and len(u) > 1)})"
        r"(?P<dot>\.)(?=\s+(?:[a-z]|[-–—]))",
        _names,
    ),
)
