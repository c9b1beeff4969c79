"""Reviews: decisions about masters."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from factory.reviews.decision import EVERY_OUTLET, Review


class Reviews(Protocol):
    """The decisions that people, and the policy of a channel, made about masters."""

    def review(
        self, video_id: str, master_sha256: str, outlet: str = EVERY_OUTLET
    ) -> Review | None:
        """Return the newest decision about exactly this master that speaks of an outlet, or of all."""
        ...

    def decide(self, review: Review) -> Review:
        """Record a decision; return it with whom it agrees with, if it is a second approval."""
        ...

    def unreported(self, limit: int) -> Sequence[tuple[int, Review]]:
        """Return decisions that Dagster has not been told of, oldest first, with their numbers."""
        ...

    def reported(self, number: int, by: str, not_before: datetime | None = None) -> None:
        """Note that Dagster has been told of this decision, and ask for what follows from it.

        A person's approval asks for the release, in the same transaction: unless another reviewer
        must agree first, a newer decision was made, or the video was called off or deleted since.

        Args:
            number: which.
            by: who asks.
            not_before: when the release may begin.
        """
        ...
