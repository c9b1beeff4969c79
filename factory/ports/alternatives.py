"""Alternatives: decisions about other titles and thumbnails of videos."""

from collections.abc import Sequence
from typing import Protocol

from factory.reviews.alternative import AlternativeDecision


class Alternatives(Protocol):
    """What people decided about other titles and thumbnails."""

    def decisions(self, video_id: str, what: str, sha256: str) -> Sequence[AlternativeDecision]:
        """Return the decisions about exactly this one, the oldest first."""
        ...

    def decide(self, *decisions: AlternativeDecision) -> None:
        """Record all of these decisions or none; the same by the same person, twice in a row, is one.

        Raises:
            PermanentError: one is about a video that is not in the catalogue.
        """
        ...
