"""Review: what a person, or the channel's policy, decided about one master file."""

from datetime import datetime
from typing import Literal

from factory.records import Payload
from factory.reviews.viewing import Note

Decision = Literal["approved", "rejected", "changes", "held"]
"""`changes`: not as it is, another version is wanted. `held`: parked, neither wanted nor refused."""

DECISIONS: tuple[Decision, ...] = ("approved", "rejected", "changes", "held")
NEEDS_A_NOTE: frozenset[Decision] = frozenset({"rejected", "changes"})
"""Without a reason the next version cannot be right."""

POLICY = "policy: automatic"


class Review(Payload):
    """One decision; the newest one about a master counts."""

    video_id: str
    master_sha256: str
    decision: Decision
    reviewer: str
    """A person's name, or `policy: automatic` where the channel says so in so many words."""
    note: str = ""
    notes: tuple[Note, ...] = ()
    """About single seconds of the master."""
    played_share: float | None = None
    """How much of it the reviewer had played, from 0 to 1; None where nobody can say."""
    decided_at: datetime

    @property
    def by_policy(self) -> bool:
        """Whether no person decided this."""
        return self.reviewer == POLICY
