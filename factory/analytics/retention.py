"""Retention: how many of those who began a video are there at each place of it, as a platform says it."""

from datetime import date
from typing import Annotated, Final

from pydantic import Field, model_validator

from factory.records import Payload

ASKED_AT_AGES: Final = (3, 7, 14, 28)
"""Days after a video went out on which it is asked for: curves of one age can be compared, and one
video is one request."""

Share = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]


class RetentionPoint(Payload):
    """One place of a video."""

    at: Annotated[float, Field(gt=0, le=1)]
    """As a share of its length."""
    watching: Share
    """Of those who began it; above 1 where a place is seen more than once."""
    relative: Annotated[float, Field(ge=0, le=1)] | None = None
    """0.5: as many as at the same place of other videos of its length, says the platform."""


class Retention(Payload):
    """One video's curve, from its first day to a day."""

    video_id: str
    outlet: str
    day: date
    points: tuple[RetentionPoint, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _in_order(self) -> "Retention":
        if any(b.at <= a.at for a, b in zip(self.points, self.points[1:], strict=False)):
            raise ValueError("places are not in order")
        return self

    def watching(self, at: float) -> float:
        """Return the share at a place, between the points told of; the first and last beyond them."""
        before = self.points[0]
        if at <= before.at:
            return before.watching
        for point in self.points[1:]:
            if at <= point.at:
                part = (at - before.at) / (point.at - before.at)
                return before.watching + part * (point.watching - before.watching)
            before = point
        return before.watching
