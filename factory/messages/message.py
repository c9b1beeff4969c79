"""Message: what people are told outside the desk, and what they may answer."""

import hashlib
from typing import Literal

from factory.records import Payload
from factory.reviews.decision import Decision

MessengerName = Literal["slack", "discord", "email"]
MESSENGERS: tuple[MessengerName, ...] = ("slack", "discord", "email")

BUTTONS: tuple[tuple[Decision, str], ...] = (
    ("approved", "Approve"),
    ("changes", "Ask for changes"),
    ("rejected", "Reject"),
    ("held", "Hold"),
)
"""What may be answered to a message that asks for a decision, in this order."""


class Message(Payload):
    """One message, the same wherever it is read."""

    heading: str
    """What it wants: `To decide`, `Reminder`, `Failed`."""
    title: str
    """What it is about."""
    facts: tuple[str, ...] = ()
    """One line each."""
    calls: tuple[str, ...] = ()
    """People of the factory who are named."""
    link: str = "/"
    """Where on the desk one reads on."""
    picture: str = ""
    """Name of a picture in the video's folder."""
    video_id: str = ""
    master_sha256: str = ""
    """The master that is asked about; empty: there is nothing to decide."""
    decided: str = ""
    """What became of it; then nothing is asked any more."""

    @property
    def asks(self) -> bool:
        """Whether it can be answered."""
        return bool(self.master_sha256) and not self.decided

    @property
    def sha256(self) -> str:
        """Its identity: one that differs is sent anew, or changed where it stands."""
        return hashlib.sha256(self.to_json()).hexdigest()

    @property
    def plain(self) -> str:
        """It as text alone."""
        head = f"{self.heading}: {self.title}"
        calls = [f"For {', '.join(self.calls)}."] if self.calls else []
        return "\n".join([head, *calls, *self.facts, *([self.decided] if self.decided else [])])
