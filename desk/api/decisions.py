"""Decisions: approving or rejecting the master that somebody has looked at."""

from typing import Literal

from pydantic import Field

from desk.actions.reviews import Decided, decide
from desk.api.action import SOME_VIDEO, Action, Call, OneVideo
from desk.api.problem import Fault, Unfit
from factory.interchange.views import ReviewFacts
from factory.records import Payload

MOST_NOTE_CHARS = 4_000


class DecisionAsked(OneVideo):
    """A decision about one master."""

    decision: Literal["approved", "rejected"]
    seen: str = Field(pattern=r"^[0-9a-f]{8,64}$")
    """The first digits of the SHA-256 of the master that was looked at, at least eight."""
    note: str = Field(default="", max_length=MOST_NOTE_CHARS)
    """Why; a rejection wants one."""


class Decisions(Payload):
    """Every decision about a video, oldest first."""

    video_id: str
    decisions: tuple[ReviewFacts, ...]


def record(call: Call, asked: DecisionAsked) -> Decided:
    """Record a decision; an approval starts the release."""
    if asked.decision == "rejected" and not asked.note.strip():
        raise Unfit(Fault(field="note", found="nothing", wanted="why it is rejected"))
    return decide(asked.video_id, asked.decision, asked.seen, asked.note.strip())


def _list(call: Call, asked: OneVideo) -> Decisions:
    video = call.factory.catalogue.reports.show(asked.video_id)
    return Decisions(video_id=asked.video_id, decisions=video.reviews)


ACTIONS = (
    Action(
        name="decide",
        method="POST",
        path="/videos/{video_id}/decisions",
        role="reviewer",
        about="Approve or reject the master that was seen; another one that lies there by now: 409.",
        asks=DecisionAsked,
        answers=Decided,
        do=record,
        example={**SOME_VIDEO, "decision": "approved", "seen": "0123456789ab"},
        status=201,
        makes=True,
        commands=("approve", "reject"),
    ),
    Action(
        name="list_decisions",
        method="GET",
        path="/videos/{video_id}/decisions",
        role="viewer",
        about="List every decision about a video, oldest first.",
        asks=OneVideo,
        answers=Decisions,
        do=_list,
        example=SOME_VIDEO,
    ),
)
