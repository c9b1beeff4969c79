"""The order in which English rules are tried: what one rule has taken no later one sees.

A rule is a pattern and a function from its match to words: a string replaces the whole match, a
mapping replaces single groups and leaves the rest to other rules, None declines.
"""

from factory.speech.english.connectives import JOINTS
from factory.speech.english.numbers import NUMBER, cardinal, decade, digits, number, ordinal
from factory.speech.english.spoken_forms import (
    say_address,
    say_day_month,
    say_feet_and_inches,
    say_fraction,
    say_iso_date,
    say_letters,
    say_money,
    say_month_day,
    say_quantity,
    say_saint_or_street,
    say_signed_fraction,
    say_slash_date,
    say_span,
    say_telephone,
    say_three_digits,
    say_time,
    say_year_or_count,
)
from factory.speech.english.words_and_units import (
    AFTER_A_NAME,
    ANYWHERE,
    BEFORE_A_NAME,
    BEFORE_A_NUMBER,
    CODES,
    CURRENCIES,
    FRACTION_SIGNS,
    MONTH_NAMES,
    MONTHS,
    UNITS,
)
from factory.speech.patterns import DASH, SIGN, START, Rule, any_of, rule
from factory.speech.roman_numerals import CENTURY, NUMERAL, say_century, say_numeral

RANGE = rf"(?P<low>{NUMBER})(?:\s?{DASH}\s?(?P<high>{NUMBER}))?"
MONTH = "|".join([*MONTH_NAMES, *(rf"{short}\b\.?" for short in MONTHS if short != "May")])
DAY = r"(?P<day>(?P<n>[0-2]?\d|3[01])(?:st|nd|rd|th)?)"
OPTIONAL_YEAR = r"(?:,?\s(?P<year>\d{4})\b)?"
SCALE = "hundred|thousand|million|billion|trillion"
CLOCK = r"(?P<clock>(?P<hours>[01]?\d|2[0-4])(?::(?P<minutes>[0-5]\d))?)"
SITE = r"\b[a-z][\w-]*(?:\.[a-z][\w-]*)*\.(?:com|org|net|io|edu|gov)\b(?:/[\w/-]*\w)?"
THINGS = "Boeing|Airbus|Flight|Route|Highway|Interstate|Room"

ADDRESSES = (
    rule(r"(?i:\bhttps?://|\bwww\.)[^\s<>\"”)]*[\w/]", say_address),
    rule(r"\b[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+", say_address),
    rule(SITE, say_address),
)
DATES = (
    rule(r"\b(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)\b", say_iso_date),
    rule(r"\b(?P<m>\d\d?)/(?P<d>\d\d?)/(?P<y>\d{4})\b", say_slash_date),
    rule(rf"\b(?P<month>{MONTH})\s{DAY}\b(?![:/.,]?\d)(?!{DASH}\d){OPTIONAL_YEAR}", say_month_day),
    rule(rf"{START}{DAY}\s(?P<of>of\s)?(?P<month>{MONTH})(?!\w){OPTIONAL_YEAR}", say_day_month),
)
AMOUNTS = (
    rule(
        rf"{SIGN}(?P<before>{any_of(CURRENCIES)})\s?(?P<low>{NUMBER})"
        rf"(?:\s?{DASH}\s?(?:(?P=before)\s?)?(?P<high>{NUMBER}))?"
        rf"(?:(?P<scale>bn|tn|[kKmMbBT])\b|\s(?P<word>{SCALE})\b)?(?P<after>)",
        say_money,
    ),
    rule(
        rf"{SIGN}{START}(?P<before>){RANGE}(?P<scale>)(?:\s(?P<word>{SCALE}))?"
        rf"\s?(?P<after>[$£€¥₹₩₽]|(?:{any_of(CODES)})\b)",
        say_money,
    ),
    rule(r"\b(?P<feet>\d)['′’]\s?(?P<inches>1[01]|\d)(?:[\"″”]|'')", say_feet_and_inches),
    rule(rf"{START}{CLOCK}\s?(?P<half>[AaPp]\.?[Mm]\b\.?)", say_time),
    rule(rf"{START}{CLOCK}(?P<half>)(?![\d:])", say_time),
    rule(
        rf"(?P<number>{SIGN}{START}{RANGE})\s?(?P<unit>{any_of(UNITS)})(?!\w)"
        r"(?P<dot>\.(?=\s*(?:[a-z,;:(]|[-\u2013\u2014]\s)))?",
        say_quantity,
    ),
)
FIGURES = (
    rule(
        r"(?<![\w/])(?:(?P<whole>\d{1,3})\s)?(?P<above>\d{1,3})/(?P<below>\d{1,3})(?![\w/])",
        say_fraction,
    ),
    rule(
        rf"(?<!\w)(?P<whole>\d{{1,9}})?\s?(?P<sign>[{''.join(FRACTION_SIGNS)}])",
        say_signed_fraction,
    ),
    rule(r"(?<!\w)\+?(?:\d{1,3}[-. ])?\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}(?!\w)", say_telephone),
    rule(
        r"(?<![\w.])\d+(?:\.\d+){2,}(?!\w)",
        lambda match: " point ".join(number(part) for part in match[0].split(".")),
    ),
    rule(rf"(?<!\w)\d+(?:{DASH}\d+){{2,}}(?!\w)", say_telephone),
    rule(rf"(?<!\w)(?:555{DASH}\d|\d{{3}}{DASH}0)\d{{3}}(?!\w)", say_telephone),
    rule(rf"{START}(?P<low>{NUMBER})\s?{DASH}\s?(?P<high>{NUMBER})(?!\w)", say_span),
    rule(
        r"(?<!\w)(?:['’](?=\d0s))?(?P<decade>\d{1,3}0)['’]?s\b",
        lambda match: decade(int(match["decade"])),
    ),
    rule(
        r"(?<![\w.])(?P<n>\d{1,3}(?:,\d{3}){1,4}|\d{1,12})(?:st|nd|rd|th)\b",
        lambda match: ordinal(int(match["n"].replace(",", ""))),
    ),
    rule(
        r"(?<![\w:])(?P<a>\d{1,3}):(?P<b>\d{1,3})(?![\w:])",
        lambda match: f"{cardinal(int(match['a']))} to {cardinal(int(match['b']))}",
    ),
    rule(r"(?<=\d)\s?[xX×]\s?(?=\d)", lambda _: " by "),
    rule(rf"\b(?:{THINGS})\s(?P<n>[1-9]\d\d)(?!\w)", say_three_digits),
    rule(r"#(?P<n>\d+)(?!\w)", lambda match: f"number {number(match['n'])}"),
    rule(r"~\s?(?=\d)", lambda _: "about "),
)
ABBREVIATIONS = (
    rule(NUMERAL.pattern, say_numeral),
    rule(CENTURY.pattern, say_century),
    rule(
        rf"\b(?P<short>{any_of(BEFORE_A_NUMBER)})\.(?=\s?\d)",
        lambda match: BEFORE_A_NUMBER[match["short"]],
    ),
    rule(rf"(?<![\w.])(?:{any_of(ANYWHERE)})(?![\w.])", lambda match: ANYWHERE[match[0]]),
    rule(rf"\b(?P<month>{any_of(MONTHS)})\.(?=\s\d)", lambda match: MONTHS[match["month"]]),
    rule(rf"\b(?P<short>{any_of({*BEFORE_A_NAME, *AFTER_A_NAME})})\.", say_saint_or_street),
    rule(r"\b(?:[A-Za-z]\.){2,}", say_letters),
    rule(r"(?<![\w'’])[A-HJ-Z]\.(?=\s+[A-Z][.a-z])", say_letters),
)
PLAIN = (
    rule(r"(?<=[^\W\d_])(?<![^\W\d_]{9})\.(?=\s+[a-zà-öø-ÿ(])", lambda _: ""),
    rule(rf"{SIGN}(?<!\d)(?P<low>{NUMBER})", say_year_or_count),
    rule(r"\d+", lambda match: digits(match[0])),
)
RULES: tuple[Rule, ...] = ADDRESSES + JOINTS + DATES + AMOUNTS + FIGURES + ABBREVIATIONS + PLAIN
