"""Figures: what a platform says of one video on one day."""

from datetime import date, datetime
from typing import Annotated, Final, Self

from pydantic import Field

from factory.records import Payload

COUNTED: Final = {
    "views": "times it was begun",
    "engaged_views": "views that went on after the start; YouTube's old count of views",
    "watch_seconds": "seconds watched, of all viewers together",
    "likes": "likes given, less those taken back",
    "comments": "comments written",
    "shares": "times it was shared",
    "subscribers_gained": "viewers who subscribed from it",
    "subscribers_lost": "subscribers who left from it",
    "impressions": "times its thumbnail was shown",
    "reach": "accounts that saw it for the first time, as the platform estimates; of two videos, twice",
    "saves": "times it was saved for later",
    "interactions": "likes, comments, shares and saves together, as the platform counts them",
}
"""What is added up over days and videos of one platform, with what each counts."""

SHARES: Final = {
    "click_rate": "views that came of impressions, as a share of these, 0 to 1",
    "average_view_share": "how much of it a viewer saw, as a share of its length; above 1 where it loops",
}
"""What is never added up."""

METRICS: Final = {**COUNTED, **SHARES}
"""Every figure there is, by its name."""

WHOLE: Final = frozenset(COUNTED) - {"watch_seconds"}
"""Figures that are whole numbers; likes and shares of a day may be below zero, views may not."""


ASKED: Final = "asked of "
"""What the source of an answer begins with that a day's own run has asked for."""

Figure = Annotated[float, Field(allow_inf_nan=False)] | None


class Figures(Payload):
    """Each figure, or None where nobody said: an unknown figure is not a zero."""

    views: Figure = None
    engaged_views: Figure = None
    watch_seconds: Figure = None
    likes: Figure = None
    comments: Figure = None
    shares: Figure = None
    subscribers_gained: Figure = None
    subscribers_lost: Figure = None
    impressions: Figure = None
    reach: Figure = None
    saves: Figure = None
    interactions: Figure = None
    click_rate: Figure = None
    average_view_share: Figure = None

    def known(self) -> dict[str, float]:
        """Return those that were said, by name."""
        return {name: value for name in METRICS if (value := getattr(self, name)) is not None}

    def under(self, newer: "Figures") -> Self:
        """Return these with whatever a newer answer says laid over them."""
        return self.model_copy(update=newer.known())


class DayFigures(Payload):
    """What one platform said of one video on one day of the platform."""

    day: date
    """YouTube's days are those of the Pacific coast; others are taken as they are told."""
    video_id: str
    outlet: str
    figures: Figures


class Observation(DayFigures):
    """The same, with where it comes from and when it was said; never changed afterwards."""

    source: str
    revision: int = Field(ge=1)
    """1 for the first answer about this day; higher where a later answer said something else."""
    captured_at: datetime
