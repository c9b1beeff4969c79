"""Public holidays of countries, and of their parts, as the package `holidays` reckons them.

It is imported when a channel names a country: that takes most of a second.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Final

PLACE: Final = re.compile(r"([A-Z]{2})(?:-([A-Za-z0-9]{1,3}))?")
"""A country by ISO 3166-1, or a part of one by ISO 3166-2: `US`, `DE-BY`."""


@lru_cache(maxsize=256)
def is_known(place: str) -> bool:
    """Whether the holidays of a place are known."""
    import holidays

    written = PLACE.fullmatch(place)
    if written is None:
        return False
    country, part = written.groups()
    parts = holidays.list_supported_countries().get(country)
    return parts is not None and (part is None or part in parts)


@lru_cache(maxsize=256)
def holidays_in(place: str, year: int) -> Mapping[date, str]:
    """Return the public holidays of a year, each with its name in English where that is known.

    A day off in place of one that falls on a weekend is one, too.

    Args:
        place: one that `is_known`.
        year: which.
    """
    import holidays

    country, _, part = place.partition("-")
    return dict(
        holidays.country_holidays(country, subdiv=part or None, years=year, language="en_US")
    )
