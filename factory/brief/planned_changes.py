"""Planned changes: the key `later` of a brief, which says what of its post becomes another one, and when."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Literal, get_args

from factory.brief.brief_keys import Admit, FrontMatter, WrittenChange
from factory.brief.publication_keys import MAX_WAIT, moment_of
from factory.brief.recording_key import admitted_file
from factory.channel.channel import Channel
from factory.channel.outlet_settings import Visibility
from factory.documents.durations import WANTED, seconds_of
from factory.documents.error_words import not_allowed, shown
from factory.fingerprint import fingerprint
from factory.records import Payload
from factory.text.hidden_characters import hidden_in, one_line
from factory.text.title_and_tag_limits import FORBIDDEN_IN_TITLES, MOST_TITLE_CHARS

Changed = Literal["title", "thumbnail", "visibility"]

VISIBILITIES: tuple[Visibility, ...] = get_args(Visibility)
CHANGEABLE = "youtube"
"""The outlet that takes another title, thumbnail or visibility of what is out."""
MOST_CHANGES = 20
"""That one brief may plan."""
STILLS = (".jpg", ".jpeg", ".png")
_DAYS = re.compile(r"(\d{1,3}) ?(?:d|days?)", re.IGNORECASE)


class LaterChange(Payload):
    """One thing about a post that becomes another one at a time."""

    what: Changed
    to: str
    """The title; a visibility; of a thumbnail its name among the video's files."""
    at: datetime | None = None
    """When, in UTC; None where it counts from the publication."""
    after_seconds: float | None = None
    """So long after the post is out."""
    file: str = ""
    """Of a thumbnail: where it lies."""


def kept_thumbnail(file: str) -> str:
    """Return the name under which a video keeps a later thumbnail of its brief."""
    return f"later/{fingerprint('thumbnail', {'file': file})[:16]}.jpg"


def changes_of(
    front: FrontMatter,
    channel: Channel | None,
    folder: PurePath | None,
    admit: Admit | None,
    now: datetime | None,
    problems: list[str],
) -> tuple[LaterChange, ...]:
    """Return what the brief wants changed later; one for each thing that changes.

    Args:
        front: the brief's keys.
        channel: the brief's.
        folder: where the brief lies, and its thumbnails.
        admit: looks into a thumbnail's folder; None where nobody can.
        now: its times must be later; None for a brief that was accepted once.
        problems: told whole with all others.
    """
    written = front.later
    if len(written) > MOST_CHANGES:
        problems.append(f"later: found {len(written)}; wanted: {MOST_CHANGES} at most")
        return ()
    if written and channel and CHANGEABLE not in channel.outlets:
        problems.append(
            f"later: channel {channel.name} goes nowhere where a post can be changed later; wanted: "
            f"`outlets: [..., {CHANGEABLE}]` in the channel file, or no such key"
        )
    found: list[LaterChange] = []
    for number, one in enumerate(written, 1):
        faults: list[str] = []
        at, after = _time(one, now, faults)
        for what, to in _wanted(one, faults):
            file = ""
            if what == "thumbnail":
                file = admitted_file(to, folder, channel, admit, faults)
                to = kept_thumbnail(file)
            found.append(LaterChange(what=what, to=to, at=at, after_seconds=after, file=file))
        problems += [f"later: number {number}: {fault}" for fault in faults]
    return tuple(found)


def _time(
    one: WrittenChange, now: datetime | None, faults: list[str]
) -> tuple[datetime | None, float | None]:
    """Return the moment, or how long after the publication."""
    if bool(one.at) == bool(one.after):
        faults.append("wanted: exactly one of `at` and `after`")
        return None, None
    if one.at:
        return moment_of("at", one.at, now, faults), None
    return None, checked_after(one.after, faults)


def checked_after(written: str, faults: list[str]) -> float | None:
    """Return how many seconds after the publication, as a person wrote it."""
    days = _DAYS.fullmatch(written.strip())
    seconds = int(days[1]) * 86_400.0 if days else seconds_of(written)
    if seconds is None or timedelta(seconds=seconds) > MAX_WAIT:
        faults.append(
            f"after: {shown(written)} is not allowed; wanted: 7 days, or {WANTED}, and "
            f"{MAX_WAIT.days} days at most"
        )
        return None
    return seconds


def _wanted(one: WrittenChange, faults: list[str]) -> Iterator[tuple[Changed, str]]:
    """Yield each thing that changes, with what it becomes."""
    said: dict[Changed, str] = {
        "title": one_line(one.title),
        "thumbnail": one.thumbnail,
        "visibility": one.visibility,
    }
    if not any(said.values()):
        faults.append("nothing changes; wanted: title, thumbnail or visibility")
    for what, to in said.items():
        if to:
            faults += faults_in(what, to)
            yield what, to


def faults_in(what: Changed, to: str) -> Sequence[str]:
    """Say what is wrong with what something shall become; a thumbnail's picture is not looked at."""
    if what == "title":
        if where := hidden_in(to):
            return [f"title: found {where}; wanted text without it"]
        if len(to) > MOST_TITLE_CHARS or set(to) & set(FORBIDDEN_IN_TITLES):
            wanted = f"{MOST_TITLE_CHARS} characters at most, without {FORBIDDEN_IN_TITLES}"
            return [not_allowed("title", to, wanted)]
    if what == "visibility" and to not in VISIBILITIES:
        return [not_allowed("visibility", to, "private, unlisted or public")]
    if what == "thumbnail" and PurePath(to).suffix.lower() not in STILLS:
        return [not_allowed("thumbnail", to, "a .jpg or .png file beside the brief")]
    return []
