"""Changes of what is out: asked for by a person, listed, and called off."""

import hashlib
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Final, Literal

from desk.actions.publishing.calendar import channel_of, moment_of
from desk.actions.publishing.planned_titles import planned_title
from factory.brief.planned_changes import (
    CHANGEABLE,
    STILLS,
    Changed,
    LaterChange,
    checked_after,
    faults_in,
)
from factory.documents.error_words import shown
from factory.errors import BadInput, PermanentError
from factory.records import Payload
from factory.text.hidden_characters import one_line
from factory_assets.publishing.post_change_agreement import Agreements, Decided
from wiring.factory import Factory

LARGEST_THUMBNAIL = 5_500_000
"""Bytes; a request holds 8 MiB, in which a file is half as long again."""
ChangeState = Literal["planned", "waiting", "made", "failed", "called off"]
OPEN: Final[tuple[ChangeState, ...]] = ("planned", "waiting")


class ChangeRow(Payload):
    """One change of a post, and what became of it."""

    number: int
    video_id: str
    outlet: str
    what: Changed
    to: str
    """The title or the visibility; of a thumbnail its name among the video's files."""
    state: ChangeState
    """`waiting`: its time has come and something stands in its way, which `error` says."""
    at: datetime | None
    """When; None while it counts from a publication that has not been."""
    after_seconds: float | None
    of_brief: bool
    """The brief says it; else somebody asked for it."""
    asked_by: str
    asked_at: datetime
    done_at: datetime | None
    outcome: str | None
    error: str | None
    sha256: str = ""
    """Of the title, the picture as it lies there, or the visibility of a master with its listing; by it a
    decision knows what was looked at. Empty where nobody need approve it."""
    unapproved: str = ""
    """Why it may not be made yet, until somebody decides about it; empty where it may, or is over."""
    asked: bool = False
    """Somebody is still to decide about it: it may not be made, and nobody has rejected it."""


class WantedChange(Payload):
    """What somebody wants changed of a post, and when: exactly one of `at` and `after`, or neither: now."""

    at: str = ""
    """`2026-12-01T18:00+01:00`; without a zone it is the channel's."""
    after: str = ""
    """So long after the publication: `7 days`."""
    title: str = ""
    visibility: str = ""


def ask_changes(
    factory: Factory,
    video_id: str,
    wanted: WantedChange,
    by: str,
    thumbnail: bytes = b"",
    name: str = "",
) -> tuple[ChangeRow, ...]:
    """Keep what somebody wants changed of a video's post on YouTube; it is made when its time has come.

    Args:
        factory: where it is.
        video_id: whose post.
        wanted: title and visibility, and when.
        by: who wants it.
        thumbnail: a picture's bytes, if it gets another one.
        name: of the picture's file.

    Raises:
        BadInput: nothing changes, a time or a value is not allowed, or it is no picture.
        PermanentError: there is no such video.
    """
    accepted = factory.catalogue.briefs.newest(video_id)
    if CHANGEABLE not in accepted.channel.outlets:
        found = ", ".join(accepted.channel.outlets)
        raise BadInput(
            f"{video_id} goes to {found}, where nothing is changed of what is out; that can be at "
            f"{CHANGEABLE} alone"
        )
    at, after = _time(factory, video_id, wanted)
    said: dict[Changed, str] = {"title": one_line(wanted.title), "visibility": wanted.visibility}
    asked: dict[Changed, str] = {what: to for what, to in said.items() if to}
    faults = [fault for what, to in asked.items() for fault in faults_in(what, to)]
    if faults:
        raise BadInput("; ".join(faults))
    if "title" in asked:
        asked["title"] = planned_title(factory, video_id, asked["title"])
    if thumbnail:
        asked["thumbnail"] = keep_thumbnail(factory, video_id, thumbnail, name)
    if not asked:
        raise BadInput(f"{video_id}: nothing changes; wanted a title, a visibility or a thumbnail")
    changes = [
        LaterChange(what=what, to=to, at=at, after_seconds=after) for what, to in asked.items()
    ]
    numbers = {factory.catalogue.post_changes.ask(video_id, change, by) for change in changes}
    return tuple(row for row in list_changes(factory, video_id) if row.number in numbers)


def list_changes(
    factory: Factory, video_id: str = "", most: int = 50, number: int = 0
) -> tuple[ChangeRow, ...]:
    """Return the changes of a video's posts, or of all, or the one of a number; the newest first."""
    rows = factory.catalogue.post_changes.listed(video_id, most, number)
    agreements = agreements_of(factory)
    found = (
        ChangeRow.model_validate(
            {key: row[key] for key in ChangeRow.model_fields if key in row}
            | {"to": row["value"], "at": row["moment"], "state": _state(row)}
        )
        for row in rows
    )
    return tuple(_agreed(agreements, row) if row.state in OPEN else row for row in found)


def agreements_of(factory: Factory) -> Agreements:
    """Return who says which titles, thumbnails and visibilities posts may be given."""
    facts = factory.catalogue
    decided = Decided(facts.alternatives, facts.reviews, facts.artifacts)
    return Agreements(decided, facts.briefs, factory.outlets, facts.settings, factory.store)


def _agreed(agreements: Agreements, row: ChangeRow) -> ChangeRow:
    """Return a change that is still to be made with what stands between it and its post."""
    try:
        if not agreements.wanted(row.video_id, row.outlet, row.what, row.to, of_brief=row.of_brief):
            return row
        sha256 = agreements.known_by(row.video_id, row.what, row.to)
        unapproved = agreements.missing_of(row.video_id, row.outlet, row.what, sha256)
        asked = agreements.asks(row.video_id, row.outlet, row.what, sha256)
        told = {"sha256": sha256, "unapproved": unapproved, "asked": asked}
    except PermanentError as error:
        told = {"unapproved": str(error)}
    return row.model_copy(update=told)


def call_off_change(factory: Factory, number: int, by: str, video_id: str = "") -> None:
    """End a change that was not made yet.

    Args:
        factory: where it is.
        number: the change's.
        by: who calls it off.
        video_id: whose it must be; empty: anybody's.

    Raises:
        PermanentError: there is no such one.
    """
    factory.catalogue.post_changes.call_off(number, by, video_id)


def _time(
    factory: Factory, video_id: str, wanted: WantedChange
) -> tuple[datetime | None, float | None]:
    if wanted.at and wanted.after:
        raise BadInput(f"{video_id}: wanted one of `at` and `after`")
    if wanted.after:
        faults: list[str] = []
        after = checked_after(wanted.after, faults)
        if faults:
            raise BadInput(f"{video_id}: {faults[0]}")
        return None, after
    if not wanted.at:
        return datetime.now(UTC), None
    schedule = channel_of(factory, video_id).schedule
    return moment_of(wanted.at, schedule.zone if schedule else None), None


def keep_thumbnail(factory: Factory, video_id: str, data: bytes, name: str) -> str:
    """Keep a picture among a video's files, as its format wants thumbnails; return its name there.

    Raises:
        BadInput: it is too large, or no picture.
    """
    ending = PurePath(name).suffix.lower()
    if ending not in STILLS or len(data) > LARGEST_THUMBNAIL:
        raise BadInput(
            f"thumbnail {shown(name)}: {len(data):,} bytes; wanted: a .jpg or .png file of "
            f"{LARGEST_THUMBNAIL:,} bytes at most"
        )
    size = factory.catalogue.briefs.newest(video_id).profile.picture.thumbnail_size
    kept = f"later/{hashlib.sha256(data).hexdigest()[:16]}.jpg"
    with factory.store.scratch() as scratch:
        given, target = scratch / f"given{ending}", scratch / "thumbnail.jpg"
        given.write_bytes(data)
        factory.thumbnails.fitted(given, *size, target)
        with factory.media_places.held(video_id):
            factory.store.keep(video_id, kept, target)
    return kept


def _state(row: dict[str, object]) -> ChangeState:
    if row["done_at"]:
        return "made"
    if row["ended_at"]:
        return "failed" if row["error"] else "called off"
    return "waiting" if row["error"] else "planned"
