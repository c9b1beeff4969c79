"""Trend: how much of what is talked about elsewhere has to do with an idea."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Final
from urllib.parse import urlsplit

from factory.ideas.idea import Reason
from factory.ideas.scoring import TREND
from factory.listing.keywords import SHORTEST, WORD, fillers
from factory.records import Payload

LOOKED_BACK_DAYS: Final = 7
ENOUGH: Final = 3
"""Entries that have to do with an idea; more add nothing."""
SHARED_WORDS: Final = 2
"""One word that is shared says little: two stories of a king are no trend."""
NAMED: Final = 2
ENDING: Final = re.compile(r"(?<=\w{3})(?:es|e|s)$")
"""Of plurals: `lighthouse` and `lighthouses` are one word, and so are `box` and `boxes`."""


class FeedEntry(Payload):
    """An entry of a feed; nothing of it but its title is used."""

    feed: str
    """Its address."""
    title: str
    at: datetime
    """When it was published, or first seen."""


def trend_reason(words: str, language: str, entries: Sequence[FeedEntry]) -> Reason:
    """Return what an idea gets for what is talked about.

    Args:
        words: what it is about: title, topic, tags.
        language: of them.
        entries: of the channel's feeds, in the days before; see `of_days_before`.
    """
    own = telling_words(words, language)
    near = [one for one in entries if len(own & telling_words(one.title, language)) >= SHARED_WORDS]
    count = f"{len(entries)} entries of its feeds in the {LOOKED_BACK_DAYS} days before"
    if near:
        named = ", ".join(f"{one.title!r} ({urlsplit(one.feed).hostname})" for one in near[:NAMED])
        said = f"{len(near)} of {count} have to do with it: {named}."
    elif entries:
        said = f"None of {count} shares two words with it."
    else:
        said = f"Its feeds had no entry in the {LOOKED_BACK_DAYS} days before."
    points = round(TREND * min(1.0, len(near) / ENOUGH), 4)
    return Reason(name="trend", points=points, most=TREND, words=said)


def of_days_before(entries: Iterable[FeedEntry], day: date) -> list[FeedEntry]:
    """Return the entries of the days before one, the newest first, each title once.

    Those of the day itself are left out, so that a day that is asked again finds the same.
    """
    ends = datetime.combine(day, time(), UTC)
    begins = ends - timedelta(days=LOOKED_BACK_DAYS)
    found = sorted(
        (one for one in entries if begins <= one.at < ends),
        key=lambda one: (one.at, one.title),
        reverse=True,
    )
    newest: dict[str, FeedEntry] = {}
    for one in found:
        newest.setdefault(one.title.casefold(), one)
    return list(newest.values())


@cache  # each topic of a day is held against each entry
def telling_words(text: str, language: str) -> frozenset[str]:
    """Return the words of a text that say what it is about, in lower case and without plural endings."""
    empty = fillers(language)
    words = (found.group().casefold() for found in WORD.finditer(text))
    return frozenset(
        ENDING.sub("", word) for word in words if len(word) >= SHORTEST and word not in empty
    )
