"""Planned changes: what of posts is to become another one, as somebody is asked about it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from factory.brief.planned_changes import Changed
from factory.messages.delivery import Delivery
from factory.records import Payload


class PlannedChange(Payload):
    """A change that is still to be made."""

    number: int
    video_id: str
    outlet: str
    what: Changed
    to: str
    """The title; a visibility; of a thumbnail its name among the video's files."""
    at: datetime | None
    """When; None while it counts from a publication that has not been."""
    after_seconds: float | None
    of_brief: bool
    """The brief says it; else somebody asked for it."""


class PlannedChanges(Protocol):
    """Changes that are still to be made, and the messages that ask about them."""

    def open(self, video_id: str = "") -> Sequence[PlannedChange]:
        """Return those of a video or of all, by video and number."""
        ...

    def questions(self, video_id: str = "") -> Sequence[tuple[str, Delivery]]:
        """Return the messages that ask about planned changes still, each with its cause."""
        ...
