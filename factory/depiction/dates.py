"""Dates: the years, spans and days of a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from factory.depiction.amounts import amounts_in

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
_ERA = re.compile(
    r"\b(\d{1,4})\s*(BCE?|v\.\s?Chr\.|a\.\s?C\.|AD|CE|n\.\s?Chr\.|d\.\s?C\.)(?!\w)"
    r"|\b(AD)\s(\d{1,4})\b"
)
_ALONE = re.compile(rf"(?<![\w.,$€£¥₹-])({_YEAR})(?:s\b|(?![\w%‰$€£¥₹]|[.,]\d))")
"""Figures of a year that no word before them says to be one: `Chicago 1871`, `(1618–1648)`."""
_RANGE = re.compile(r"(\d+)\s*(?:and|to|or|und|bis|oder|y|a|o|-|–)\s*(\d+)")
_NUMBERED = re.compile(
    r"\b(?:flight|flug|vuelo|room|zimmer|habitación|route|number|nummer|número|no|nr|page|seite|página|class|model"
    r"|type|unit|line|about|around|some|nearly|almost|over|than|only|etwa|rund|fast|über|nur|unos|unas|casi)\.?\s+$",
    re.IGNORECASE,
)
"""Before figures that name or count something: `Flight 1549`, `some 1200`."""
_NO_NOUN_FOLLOWS = {
    "en": re.compile(
        r"\s*(?:$|[^\w\s]|(?:the|a|and|was|were|had|has|is|when|in|on|by|to|it|he|she|they|that|of)\b"
        r"|(?!(?:(?!(?:for|in|on|at|by|to|from|with|of|and|after|until|over)\b)[a-z-]+\s+){0,2}?(?:[a-z-]{2,}[^siu\W]s|people|men|women|children)\b)[a-z])",
        re.IGNORECASE,
    ),
    "de": re.compile(r"\s*(?:$|[^\w\s]|[a-zäöü]+\b(?!\s+[A-ZÄÖÜ][a-zäöüß]+en\b))"),
    "es": re.compile(
        r"\s*(?:$|[^\w\s]|(?:y|a|en|el|la|los|las|se|fue|era|hasta|que|con|por|no|un|una)\b)"
    ),
}
"""By language: after figures that count nothing: the end, a mark, or words of which none is a counted noun."""


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
    found = sorted(_told(text))
    if not found:
        return None
    years = tuple(sorted({year for _, year, _, _ in found}))
    return FoundDates(years, found[0][2], found[0][0])


def years_in(text: str, language: str) -> list[int]:
    """Return the years that a text names, in its order, also those that no word says to be years.

    A number that measures or counts something is none: `1200 metres`, `1200 dollars`, `1200 Einwohner`, `3.1415`.

    Args:
        text: of a scene, or a title.
        language: its primary one.
    """
    if not re.search(r"\d", text):
        return []
    measured = {one.start for one in amounts_in(text, language)}
    found = {place: year for _, year, _, place in _told(text) if place not in measured}
    ranged = {match.start(1) for match in _RANGE.finditer(text) if match.start(2) in measured}
    follows = _NO_NOUN_FOLLOWS.get(language, _NO_NOUN_FOLLOWS["en"])
    for match in _ALONE.finditer(text):
        place = match.start()
        known = (
            place in found
            or place in measured
            or place in ranged
            or _NUMBERED.search(text, max(0, place - 20), place)
        )
        if not known and follows.match(text, match.end()):
            found[place] = int(match[1])
    return [found[place] for place in sorted(found)]


def _told(text: str) -> Iterator[tuple[int, int, str, int]]:
    """Yield of each date where it begins, its year, how the text says it, and where its year stands."""
    taken: set[int] = set()
    for match in _DATED.finditer(text):
        taken.add(int(match["year"]))
        yield match.start(), int(match["year"]), match[0], match.start("year")
    for match in _ERA.finditer(text):
        year, era = (match[1], match[2]) if match[1] else (match[4], match[3])
        taken.add(-int(year) if _is_before_our_era(era) else int(year))
        at = match.start(1) if match[1] else match.start(4)
        yield match.start(), -int(year) if _is_before_our_era(era) else int(year), match[0], at
    for match in _BARE.finditer(text):
        if int(match[1]) not in taken:
            yield match.start(), int(match[1]), match[0], match.start()


def _is_before_our_era(era: str) -> bool:
    return era[0] in "Bva"
