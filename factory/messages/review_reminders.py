"""Review reminders: who is reminded of a waiting review, when, and when nobody is waited for any more."""

from datetime import datetime, timedelta
from typing import Literal

from factory.channel.review_settings import Reviewing
from factory.records import Payload

MOST_REMINDERS = 2

Step = Literal["ask", "remind", "escalate", "hold"]


class ReviewWait(Payload):
    """A master that waits for a decision, and what was done about it so far."""

    video_id: str
    master_sha256: str
    asked_at: datetime | None = None
    """When somebody was first asked; None: nobody was yet."""
    reminders: int = 0
    reminded_at: datetime | None = None
    escalated_at: datetime | None = None
    reviewing: Reviewing = Reviewing()
    """What its channel says of how it is asked for."""


def due_step(wait: ReviewWait, now: datetime) -> Step | None:
    """Return what is to be done about a waiting review now; None: nothing yet.

    It is asked for at once, reminded of after `hours` and once more after `again_hours`, given to
    other reviewers after that time again, and held when they have had `hours`.
    """
    if wait.asked_at is None:
        return "ask"
    patience = timedelta(hours=wait.reviewing.hours)
    pause = timedelta(hours=wait.reviewing.again_hours)
    if wait.escalated_at:
        return "hold" if now >= wait.escalated_at + patience else None
    if wait.reminded_at is None:
        return "remind" if now >= wait.asked_at + patience else None
    if now < wait.reminded_at + pause:
        return None
    return "remind" if wait.reminders < MOST_REMINDERS else "escalate"
