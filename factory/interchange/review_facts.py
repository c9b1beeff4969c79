"""Facts of reviews: decisions about a master, and how long one has been waited for."""

from datetime import datetime

from factory.records import Payload
from factory.reviews.decision import Decision, Place
from factory.reviews.viewing import Note


class ReviewFacts(Payload):
    """One decision."""

    master_sha256: str
    listing_sha256: str = ""
    decision: Decision
    outlet: str
    reviewer: str
    agreed_with: str
    place: Place
    note: str
    notes: tuple[Note, ...]
    played_share: float | None
    decided_at: datetime


class AskedFacts(Payload):
    """How long a master has waited for a decision, and what was done about that."""

    master_sha256: str
    asked_at: datetime
    reminders: int
    reminded_at: datetime | None
    escalated_at: datetime | None
    held_at: datetime | None

    @property
    def words(self) -> str:
        """It in a line."""
        asked = f"asked for at {self.asked_at:%Y-%m-%d %H:%M}"
        return f"{asked}, {self.followed_up}" if self.followed_up else asked

    @property
    def followed_up(self) -> str:
        """What was done about the wait; empty while nothing was."""
        said = (
            [f"reminded of {'once' if self.reminders == 1 else 'twice'}"] if self.reminders else []
        )
        said += ["given to other reviewers"] if self.escalated_at else []
        said += ["held, as nobody decided"] if self.held_at else []
        return ", ".join(said)
