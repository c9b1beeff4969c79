"""A feed's document, RSS or Atom: read without entities, as far as it can be read."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final
from xml.parsers import expat

from factory.errors import BadInput

MOST_ENTRIES: Final = 300
TITLE_CHARS: Final = 300
ENTRIES: Final = frozenset({"item", "entry"})
DATES: Final = frozenset({"pubDate", "published", "updated", "date"})
NETSCAPE: Final = "http://my.netscape.com/rdf/"
OURS: Final = frozenset(
    {
        "",
        "http://www.w3.org/2005/Atom",
        "http://purl.org/rss/1.0/",
        f"{NETSCAPE}simple/0.9/",
        "http://purl.org/dc/elements/1.1/",
    }
)
"""Name spaces whose `title` and `date` are an entry's own, and not those of a picture in it."""
DEEPEST: Final = 64
TAG: Final = re.compile(r"<[^<>]*>")
"""Ends at the next sign of either kind: from each `<` to the last character would take minutes."""
OPENING: Final = re.compile(r"<(?=[A-Za-z/!?])")
"""What a browser takes for the beginning of a tag: HTML, 13.2.5.6."""


@dataclass(slots=True)
class RawEntry:
    """An entry as it is read."""

    title: str = ""
    at: datetime | None = None
    """None where it says none."""


@dataclass(slots=True)
class _Reading:
    """Where the parser stands."""

    path: list[str] = field(default_factory=list[str])
    entries: list[RawEntry] = field(default_factory=list[RawEntry])
    words: str = ""
    inside: bool = False


def read_feed(data: bytes) -> Sequence[RawEntry]:
    """Return the entries of a feed, in its order; of a broken one those before the fault.

    Raises:
        BadInput: it declares entities, or there is no entry in it that can be read.
    """
    reading = _Reading()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda name, _: _start(reading, name)
    parser.EndElementHandler = lambda name: _end(reading, name)
    parser.CharacterDataHandler = lambda words: _add(reading, words)
    parser.EntityDeclHandler = _refuse
    parser.buffer_text = True
    fault = ""
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        fault = f"line {error.lineno}: {expat.ErrorString(error.code)}"
    except (ValueError, LookupError) as error:  # an encoding that expat does not read
        fault = str(error)
    found = [one for one in reading.entries if one.title][:MOST_ENTRIES]
    if not found and fault:
        raise BadInput(f"it is no feed: {fault}; wanted RSS or Atom")
    if not found and not reading.entries:
        raise BadInput("it holds no entry; wanted RSS with `item` or Atom with `entry`")
    return found


def _refuse(*_: object) -> None:
    raise BadInput("it declares entities, which no feed needs and which may unfold without end")


def _start(reading: _Reading, name: str) -> None:
    space, _, local = name.rpartition(" ")
    if len(reading.path) >= DEEPEST:
        raise BadInput(f"it nests {DEEPEST} elements; no feed does")
    reading.path.append(local if space in OURS else "")
    reading.words = ""
    if local in ENTRIES and space in OURS:
        reading.inside = True
        if len(reading.entries) <= MOST_ENTRIES:
            reading.entries.append(RawEntry())


def _add(reading: _Reading, words: str) -> None:
    if reading.inside and len(reading.words) < 10 * TITLE_CHARS:
        reading.words += words


def _end(reading: _Reading, name: str) -> None:
    local = reading.path.pop()
    if local in ENTRIES:
        reading.inside = False
    elif reading.inside and reading.path[-1] in ENTRIES:
        entry = reading.entries[-1]
        if local == "title":
            entry.title = entry.title or _plain(reading.words)
        elif local in DATES:
            entry.at = entry.at or _moment(reading.words)
    reading.words = ""


def _plain(words: str) -> str:
    """Return a title without what a browser would make of it."""
    text = html.unescape(TAG.sub(" ", html.unescape(words)))
    text = OPENING.sub(" ", TAG.sub(" ", text))
    shown = "".join(one if one.isprintable() else " " for one in text)
    return " ".join(shown.split())[:TITLE_CHARS]


def _moment(words: str) -> datetime | None:
    said = words.strip()
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(said)
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, TypeError, OverflowError):
            continue
    return None
