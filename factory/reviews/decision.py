"""Review: what a person, or the channel's policy, decided about one master file."""

from datetime import datetime
from typing import Literal

from factory.records import Payload

POLICY = "policy: automatic"


class Review(Payload):
    """One decision; the newest one about a master counts."""

    video_id: str
    master_sha256: str
    decision: Literal["approved", "rejected"]
    reviewer: str
    """A person's name, or `policy: automatic` where the channel says so in so many words."""
    note: str = ""
    decided_at: datetime

    @property
    def by_policy(self) -> bool:
        """Whether no person decided this."""
        return self.reviewer == POLICY
