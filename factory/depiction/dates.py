"""Dates: the years, spans and days of a text."""

import re
from dataclasses import dataclass

_YEAR = r"(?:1[0-9]{3}|20[0-9]{2})"
_MONTH = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|"
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
)
_SEASON = (
    "spring|summer|autumn|fall|winter|Frühling|Sommer|Herbst|Winter|verano|otoño|invierno|primavera"
)
_DATED = re.compile(
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:de\s+|of\s+)?)?(?P<month>{_MONTH}|{_SEASON})"
    rf"(?:\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b)?,?\s+(?:of\s+|de\s+|des\s+Jahres\s+)?(?P<year>{_YEAR})\b"
)
_BARE = re.compile(
    rf"(?:(?<=\b[Ii]n\s)|(?<=\b[Bb]y\s)|(?<=\b[Ss]ince\s)|(?<=\b[Uu]ntil\s)|(?<=\b[Ff]rom\s)|(?<=\bto\s)|"
    rf"(?<=\b[Ee]n\s)|(?<=\bJahr\s)|(?<=\bJahre\s)|(?<=\b[Ss]eit\s)|(?<=\bbis\s)|(?<=\b[Bb]efore\s)|"
    rf"(?<=\b[Aa]fter\s)|(?<=\bhasta\s)|(?<=\b[Dd]esde\s)|(?<=\band\s)|(?<=\b[Vv]on\s)|(?<=\bvor\s)|(?<=\by\s)|"
    rf"(?<=\bin\sthe\s))({_YEAR})(s?)(?![\w,.]?\d)\b"
)
_ERA = re.compile(r"\b(\d{1,4})\s*(BCE?|v\.\s?Chr\.|a\.\s?C\.|AD|CE)(?!\w)")


@dataclass(frozen=True, slots=True)
class FoundDates:
    """The years a text names, in the order of time."""

    years: tuple[int, ...]
    """Negative before our era."""
    label: str
    """The first date as the text says it."""
    start: int
    """Where it stands in the text."""


def dates_in(text: str) -> FoundDates | None:
    """Return the dates of a text; None where it names none."""
    found: list[tuple[int, int, str]] = []
    for match in _DATED.finditer(text):
        found.append((match.start(), int(match["year"]), match[0]))
    for match in _ERA.finditer(text):
        before = match[2][0] in "Bva"
        found.append((match.start(), -int(match[1]) if before else int(match[1]), match[0]))
    taken = {year for _, year, _ in found}
    for match in _BARE.finditer(text):
        if int(match[1]) not in taken:
            found.append((match.start(), int(match[1]), match[0]))
    if not found:
        return None
    found.sort()
    return FoundDates(tuple(sorted({year for _, year, _ in found})), found[0][2], found[0][0])
