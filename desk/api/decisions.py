"""Decisions: approving or rejecting the master that somebody has looked at."""

from pydantic import Field

from desk.actions.publishing.reviews import Decided, decide
from desk.api.protocol.action import SOME_VIDEO, Action, Call, OneVideo
from desk.api.protocol.problem import Fault, Unfit
from factory.interchange.review_facts import ReviewFacts
from factory.records import Payload
from factory.reviews.decision import Decision, lacks_a_note
from factory.reviews.seen_hashes import PATTERN

MOST_NOTE_CHARS = 4_000


class DecisionAsked(OneVideo):
    """A decision about one master."""

    decision: Decision
    seen: str = Field(pattern=f"^{PATTERN}$")
    """`MASTER-LISTING`: the first digits of the SHA-256 of the master that was looked at and of its
    listing, at least eight of each; the master alone only where it has no listing."""
    outlet: str = Field(default="", max_length=40)
    """The one that it speaks of; left out, all of them. A video is held for all."""
    note: str = Field(default="", max_length=MOST_NOTE_CHARS)
    """Why; wanted of a rejection and of a wish for changes."""


class Decisions(Payload):
    """Every decision about a video, oldest first."""

    video_id: str
    decisions: tuple[ReviewFacts, ...]


def record(call: Call, asked: DecisionAsked) -> Decided:
    """Record a decision; an approval starts the release."""
    if lacks_a_note(asked.decision, asked.note):
        raise Unfit(Fault(field="note", found="nothing", wanted="why not"))
    note = asked.note.strip()
    return decide(asked.video_id, asked.decision, asked.seen, note, outlet=asked.outlet)


def _list(call: Call, asked: OneVideo) -> Decisions:
    video = call.factory.catalogue.reports.show(asked.video_id)
    return Decisions(video_id=asked.video_id, decisions=video.reviews)


ACTIONS = (
    Action(
        name="decide",
        method="POST",
        path="/videos/{video_id}/decisions",
        role="reviewer",
        about="Approve, reject, hold or ask for changes of the master that was seen, for all its "
        "outlets or for one; another master or listing that lies there by now: 409.",
        asks=DecisionAsked,
        answers=Decided,
        do=record,
        example={**SOME_VIDEO, "decision": "approved", "seen": "0123456789abcdef-fedcba9876543210"},
        status=201,
        makes=True,
        commands=("approve", "reject", "changes", "hold"),
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
