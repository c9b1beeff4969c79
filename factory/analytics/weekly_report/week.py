"""Week: what a channel made, published and refused in seven days, as the catalogue keeps it."""

from datetime import date, datetime, timedelta
from typing import Final

from factory.analytics.channel_days import ChannelDay
from factory.records import Payload

DAYS: Final = 7
MONTH_DAYS: Final = 30


class WeekVideo(Payload):
    """A video of the week, with what there is to say of it."""

    video_id: str
    title: str
    words: str = ""
    """Where it went, who refused it and why."""


class LayerCost(Payload):
    """What one role of one provider has cost."""

    role: str
    provider: str
    """By the name that people call it."""
    calls: int
    usd: float


class NextIdea(Payload):
    """What is tried next."""

    title: str
    state: str
    score: float
    reasons: tuple[str, ...]
    """Sentences, one for each part of the score."""


class WatchedVideo(Payload):
    """A video's views in the week, at one outlet."""

    video_id: str
    title: str
    outlet: str
    views: float


class WeekFacts(Payload):
    """What the catalogue knows of a channel's week."""

    made: tuple[WeekVideo, ...]
    published: tuple[WeekVideo, ...]
    refused: tuple[WeekVideo, ...]
    """By a person, a rule or a failure that nobody mended."""
    approved: int
    decided: int
    """Approved, rejected or sent back by somebody."""
    costs: tuple[LayerCost, ...]
    made_bytes: int
    """That the masters take."""
    next: tuple[NextIdea, ...]
    best: tuple[WatchedVideo, ...]
    """Those with most views, the first first; outlets are never added."""
    worst: tuple[WatchedVideo, ...]
    """Of the others those with fewest, the last first."""


class Projection(Payload):
    """What a month costs at so many times the volume of the week."""

    videos: float
    vendors_usd: float
    stored_bytes: float


class WeeklyReport(Payload):
    """A channel's week in one record; what is computed of platforms' figures is ours."""

    channel: str
    first: date
    last: date
    facts: WeekFacts
    odd: tuple[ChannelDay, ...]
    missing: tuple[date, ...]
    """Days of which no platform has told anything."""
    tried: tuple[str, ...]
    """Experiments, each with where it stands."""
    made_at: datetime

    @property
    def cost_usd(self) -> float:
        """What vendors charged, in doubt included."""
        return sum(one.usd for one in self.facts.costs)

    @property
    def approval_rate(self) -> float | None:
        """Share of the decisions that were approvals; None where nobody decided."""
        return self.facts.approved / self.facts.decided if self.facts.decided else None

    def projections(self) -> tuple[Projection, ...]:
        """Return a month at this volume, at twice and at four times."""
        month = MONTH_DAYS / DAYS
        return tuple(
            Projection(
                videos=len(self.facts.made) * month * times,
                vendors_usd=self.cost_usd * month * times,
                stored_bytes=self.facts.made_bytes * month * times,
            )
            for times in (1, 2, 4)
        )


def week_of(day: date) -> tuple[date, date]:
    """Return Monday and Sunday of a day's week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=DAYS - 1)


def week_named(name: str) -> tuple[date, date]:
    """Return the days of a week such as 2026-W48 (ISO 8601).

    Raises:
        ValueError: it is none.
    """
    monday = datetime.strptime(f"{name}-1", "%G-W%V-%u").date()  # noqa: DTZ007 - a day has no zone
    return week_of(monday)


def name_of(first: date) -> str:
    """Return a week's name, such as 2026-W48."""
    year, week, _ = first.isocalendar()
    return f"{year}-W{week:02}"
