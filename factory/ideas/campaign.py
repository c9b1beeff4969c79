"""Campaign: a goal with a span, to which some channels give a share of their ideas, and what it has reached."""

from datetime import date, datetime
from typing import Final, Self

from pydantic import Field, model_validator

from factory.analytics.figures import COUNTED
from factory.channel.channel import NAME, NAME_WANTED
from factory.channel.idea_settings import MOST_TOPICS, Topic
from factory.documents.error_words import one_of, shown
from factory.records import Payload

VIDEOS: Final = "videos"
"""A target may count these, beside what platforms count."""
MOST_DAYS: Final = 3660


class Target(Payload):
    """A number by which it is known that the goal is reached."""

    measure: str
    """`videos` that are out, or a figure of `COUNTED`."""
    amount: float = Field(gt=0, allow_inf_nan=False)
    outlet: str = ""
    """At which it is counted: figures of two outlets are never added. Empty for `videos`."""

    @model_validator(mode="after")
    def _known(self) -> Self:
        known = (VIDEOS, *COUNTED)
        if self.measure not in known:
            raise ValueError(f"target: {shown(self.measure)}; wanted {one_of(self.measure, known)}")
        if (self.measure == VIDEOS) is bool(self.outlet):
            wanted = "no outlet" if self.outlet else "an outlet, such as views:10000@youtube"
            raise ValueError(f"target: {self.measure} wants {wanted}")
        return self


class Campaign(Payload):
    """A campaign as it was begun."""

    name: str
    title: str = Field(min_length=1, max_length=100)
    goal: str = Field(default="", max_length=1000)
    """In words."""
    target: Target | None = None
    first_day: date
    last_day: date
    channels: tuple[str, ...] = Field(min_length=1, max_length=100)
    share: float = Field(default=0.5, gt=0, le=1)
    """Of each channel's ideas a day."""
    topics: tuple[Topic, ...] = Field(default=(), max_length=MOST_TOPICS)
    """What its ideas are drawn from; none: videos are added by hand."""

    @model_validator(mode="after")
    def _sensible(self) -> Self:
        if not NAME.fullmatch(self.name):
            raise ValueError(f"name: {shown(self.name)}; wanted {NAME_WANTED}")
        if not 0 <= (self.last_day - self.first_day).days < MOST_DAYS:
            raise ValueError(
                f"last_day: {self.last_day}; wanted {self.first_day} or a day after it, within ten years"
            )
        if any(not topic.about.strip() or topic.brief for topic in self.topics):
            raise ValueError(
                "topics: each says what it is about; briefs that lie ready are a channel's"
            )
        return self

    def turns(self, channel: str, day: date, per_day: int) -> int:
        """Return how many of a channel's ideas of a day are its: over days, its share of them all."""
        if channel not in self.channels or not self.first_day <= day <= self.last_day:
            return 0
        before = (day - self.first_day).days * per_day
        return int(self.share * (before + per_day)) - int(self.share * before)


class KeptCampaign(Payload):
    """A campaign and whether it was ended before its time."""

    begun: Campaign
    begun_by: str
    begun_at: datetime
    ended_at: datetime | None = None
    ended_by: str = ""
    note: str = ""

    def runs(self, day: date) -> bool:
        """Whether ideas are drawn for it on a day."""
        over = self.ended_at is not None and self.ended_at.date() <= day
        return not over and self.begun.first_day <= day <= self.begun.last_day

    def state(self, day: date) -> str:
        """Return how far it is on a day: to come, running, over or ended."""
        if self.ended_at:
            return "ended"
        if day < self.begun.first_day:
            return "to come"
        return "running" if self.runs(day) else "over"


class CampaignAtOutlet(Payload):
    """What the videos of a campaign did at one outlet so far; figures of outlets are never added."""

    outlet: str
    videos: int
    """Of which something is known."""
    figures: dict[str, float]
    """Sums of what was told of any of them, by name of `COUNTED`."""
    usd_per_thousand_views: float | None
    """Of what these videos have cost; ours."""


class CampaignFigures(Payload):
    """What became of a campaign."""

    ideas: int
    """That were proposed for it."""
    videos: int
    published: int
    """Of them, at one outlet or more."""
    cost_usd: float
    outlets: tuple[CampaignAtOutlet, ...]

    def reached(self, target: Target) -> float:
        """Return how much of a target is reached, as a number of what it counts."""
        if target.measure == VIDEOS:
            return float(self.published)
        at = {one.outlet: one.figures for one in self.outlets}
        return at[target.outlet].get(target.measure, 0.0) if target.outlet in at else 0.0
