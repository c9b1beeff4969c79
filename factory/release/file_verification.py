"""A verification: what can be said of any file by its bytes, what is signed in it, and our records."""

from datetime import datetime
from typing import Final, Literal

from factory.channel.review_settings import Policy
from factory.provenance.credentials import Credentials
from factory.records import Payload
from factory.reviews.decision import Review

MASTER: Final = "master.mp4"

Answer = Literal["approved", "unapproved", "unrecorded", "altered", "foreign"]


class KnownFile(Payload):
    """A file with exactly these bytes that this factory made."""

    video_id: str
    name: str
    """In the store."""
    stage: str
    """The one that left it."""
    newest: bool
    """Whether its video still has it, rather than a later one."""


class Decided(Payload):
    """Who decided what about a master, and when."""

    decision: str
    approves: bool
    """By the channel's policy, nobody else need agree."""
    by: str
    at: datetime

    @classmethod
    def of(cls, review: Review, policy: Policy) -> "Decided":
        """Return what anybody may know of a decision."""
        both = f"{review.agreed_with} and {review.reviewer}"
        return cls(
            decision=review.decision,
            approves=review.approves(policy),
            by=both if review.agreed_with else review.reviewer,
            at=review.decided_at,
        )


class Verification(Payload):
    """Whether a file is ours, whether anything was changed, and by whom it was approved."""

    file: str
    sha256: str
    bytes: int
    answer: Answer
    """approved: byte for byte a master of ours that somebody approved, or what goes with it.
    unapproved: byte for byte a file of ours that nobody approved, or that is not the newest.
    unrecorded: signed here and unchanged in picture and sound, and none of the files on record.
    altered: signed here, and changed since.
    foreign: not signed here, and none of our files."""
    known: KnownFile | None
    credentials: Credentials
    decided: Decided | None

    @property
    def sentence(self) -> str:
        """The answer in words."""
        signed, known = self.credentials, self.known
        if self.answer == "altered":
            return (
                f"CHANGED: signed by this factory as {signed.video_id}, and not what was signed "
                f"({', '.join(signed.faults[:3])})."
            )
        if self.answer == "unrecorded":
            return (
                f"OURS by its signature, as {signed.video_id}; its bytes are on no record of this "
                "factory: the records are others', or something outside picture and sound differs."
            )
        if known is None:
            return f"NOT OURS: on no record of this factory; {signed.described}."
        what = f"{known.name} of {known.video_id}"
        if self.answer == "approved":
            return f"OURS, unchanged, approved: {what}."
        if not known.newest:
            return f"OURS, unchanged, and not the newest: an earlier {what}."
        return f"OURS, unchanged, and not approved: {what}."


def answered(known: KnownFile | None, signed: Credentials, decided: Decided | None) -> Answer:
    """Say what a file is, given what is known of its bytes and what is signed in it."""
    if known:
        agreed = decided is not None and decided.approves
        return "approved" if agreed and known.newest else "unapproved"
    if signed.state == "whole":
        return "unrecorded"
    return "altered" if signed.state == "altered" and signed.ours else "foreign"
