"""Changes of what is out: another title, thumbnail or visibility at a time."""

from pydantic import Field

from desk.actions.publishing.alternatives import (
    MOST,
    SEEN,
    DecidedChanges,
    decide_change,
    decide_changes,
)
from desk.actions.publishing.post_changes import (
    ChangeRow,
    WantedChange,
    ask_changes,
    call_off_change,
    list_changes,
)
from desk.api.protocol.action import SOME_VIDEO, Action, Call, OneVideo
from desk.api.protocol.problem import base64_bytes
from factory.records import Payload
from factory.reviews.alternative import AlternativeVerdict


class ChangesAsked(Payload):
    """Whose changes, the newest first."""

    video_id: str = ""
    """Of this video alone; empty: of all."""
    limit: int = Field(default=50, ge=1, le=500)


class AskedChange(OneVideo, WantedChange):
    """What shall change of a video's post on YouTube, and when."""

    thumbnail: str = Field(default="", repr=False)
    """A JPEG or PNG file as base64."""
    thumbnail_name: str = "thumbnail.jpg"
    """Its name; the ending says what it is."""


class OneChange(OneVideo):
    """One change, by its number."""

    number: int


class ChangeDecision(OneChange):
    """What somebody decides about the title, thumbnail or visibility of a change."""

    decision: AlternativeVerdict
    seen: str = Field(pattern=rf"^{SEEN}$")
    """The `sha256` that was looked at, or at least its first 32 digits."""
    note: str = ""
    """Why; a rejection needs one."""


class ChosenChange(Payload):
    """One of many changes that are decided about."""

    number: int
    seen: str = Field(pattern=rf"^{SEEN}$")
    """The `sha256` that was looked at, or at least its first 32 digits."""


class ManyDecisions(Payload):
    """What somebody decides about the titles, thumbnails and visibilities of many changes at once."""

    changes: tuple[ChosenChange, ...] = Field(min_length=1, max_length=MOST)
    decision: AlternativeVerdict
    note: str = ""
    """Why; a rejection needs one."""


class Changes(Payload):
    """Changes, each with what became of it."""

    changes: tuple[ChangeRow, ...]


def _list(call: Call, asked: ChangesAsked) -> Changes:
    return Changes(changes=list_changes(call.factory, asked.video_id, asked.limit))


def _ask(call: Call, asked: AskedChange) -> Changes:
    picture = base64_bytes("thumbnail", asked.thumbnail)
    told = ask_changes(call.factory, asked.video_id, asked, call.by, picture, asked.thumbnail_name)
    return Changes(changes=told)


def _decide(call: Call, asked: ChangeDecision) -> Changes:
    decide_change(
        call.factory, asked.number, asked.decision, asked.note, asked.seen, asked.video_id
    )
    return Changes(changes=list_changes(call.factory, asked.video_id))


def _decide_many(call: Call, asked: ManyDecisions) -> DecidedChanges:
    chosen = {one.number: one.seen for one in asked.changes}
    return decide_changes(call.factory, chosen, asked.decision, asked.note)


def _call_off(call: Call, asked: OneChange) -> Changes:
    call_off_change(call.factory, asked.number, call.by, asked.video_id)
    return Changes(changes=list_changes(call.factory, asked.video_id))


ACTIONS = (
    Action(
        name="list_changes",
        method="GET",
        path="/later",
        role="viewer",
        about="List what is to be changed, or was, of posts that are out.",
        asks=ChangesAsked,
        answers=Changes,
        do=_list,
        example=SOME_VIDEO,
        commands=("later",),
    ),
    Action(
        name="change_post",
        method="POST",
        path="/videos/{video_id}/later",
        role="operator",
        about="Give a post on YouTube another title, thumbnail or visibility, now or at a time.",
        asks=AskedChange,
        answers=Changes,
        do=_ask,
        example={**SOME_VIDEO, "after": "7 days", "title": "The clock that lost eleven days"},
        makes=True,
        tool=False,
        commands=("later add",),
    ),
    Action(
        name="decide_change",
        method="POST",
        path="/videos/{video_id}/later/{number}/decision",
        role="reviewer",
        about="Approve or reject the title or thumbnail that a post is to be given.",
        asks=ChangeDecision,
        answers=Changes,
        do=_decide,
        example={**SOME_VIDEO, "number": 3, "decision": "approved", "seen": "9f" * 32},
        tool=False,
        commands=("later approve", "later reject"),
    ),
    Action(
        name="decide_changes",
        method="POST",
        path="/later/decisions",
        role="reviewer",
        about="Approve or reject titles, thumbnails and visibilities of many planned changes; what cannot be is left alone, and named.",
        asks=ManyDecisions,
        answers=DecidedChanges,
        do=_decide_many,
        example={"changes": [{"number": 3, "seen": "9f" * 32}], "decision": "approved"},
        tool=False,
        commands=("later approve", "later reject"),
    ),
    Action(
        name="call_off_change",
        method="DELETE",
        path="/videos/{video_id}/later/{number}",
        role="operator",
        about="Call off a change that was not made yet.",
        asks=OneChange,
        answers=Changes,
        do=_call_off,
        example={**SOME_VIDEO, "number": 3},
        tool=False,
        commands=("later call-off",),
    ),
)
