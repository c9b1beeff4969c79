"""Limits of a licence: the platforms and countries that its name says, or that it is known for."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

KNOWN: Final[Mapping[str, tuple[str, ...]]] = {
    "youtube audio library": ("youtube",),
    "youtube-audio-library": ("youtube",),
    "tiktok commercial music library": ("tiktok",),
    "commercial music library": ("tiktok",),
    "meta sound collection": ("instagram",),
}
"""Collections whose terms hold on the platform of their owner alone, by what their licences begin with."""
COUNTRIES: Final = re.compile(r"only in (?P<names>.+)", re.IGNORECASE)
OUTLETS: Final = re.compile(r"only (?:on )?(?P<names>.+)", re.IGNORECASE)
NAMES_MAKERS: Final = re.compile(r"cc[- ]by\b", re.IGNORECASE)
"""Creative Commons licences that want their makers named."""


@dataclass(frozen=True, slots=True)
class LicenceLimits:
    """Where something may be shown; empty: anywhere."""

    outlets: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


def limits_of(licence: str) -> LicenceLimits:
    """Return what a licence says behind its name: `Artlist; only youtube; only in DE, AT`."""
    name, *said = (part.strip() for part in licence.split(";"))
    known = (where for title, where in KNOWN.items() if name.lower().startswith(title))
    outlets, countries = next(known, ()), ()
    for part in said:
        if found := COUNTRIES.fullmatch(part):
            countries = _names(found["names"], str.upper)
        elif found := OUTLETS.fullmatch(part):
            outlets = _names(found["names"], str.lower)
    return LicenceLimits(outlets, countries)


def wants_names(licence: str) -> bool:
    """Whether its makers are named wherever it is shown."""
    return bool(NAMES_MAKERS.match(licence.strip()))


def _names(text: str, cased: Callable[[str], str]) -> tuple[str, ...]:
    return tuple(cased(one.strip()) for one in text.split(",") if one.strip())
