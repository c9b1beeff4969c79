"""Idea: what a video might be about, why it is proposed, and what became of it."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from factory.analytics.kind_effects import Expectation
from factory.records import Payload

IdeaStatus = Literal["new", "approved", "rejected"]
Source = Literal["topics", "campaign", "writer"]
"""The channel's own list, a campaign's, or the model that writes for the channel."""


class Reason(Payload):
    """One part of a score."""

    name: str
    points: float
    """What it adds to the score."""
    most: float
    """What it could add."""
    words: str


class Near(Payload):
    """Something told or proposed before that an idea is like."""

    title: str
    likeness: float = Field(ge=0, le=1)
    by: Literal["letters", "meaning"] = "letters"
    """What was compared: the letters that both share, or what they mean."""
    perhaps_the_same: bool = False
    """Whether it is so near in meaning that a person should look; never told by letters."""


class ProposedIdea(Payload):
    """An idea as it was proposed."""

    idea_id: str
    """Follows from channel, day and title: proposed twice, it is the same."""
    day: date
    channel: str
    title: str
    description: str = ""
    tags: tuple[str, ...] = ()
    target_format: str
    language: str
    source: Source
    campaign: str = ""
    """To which it belongs, if to any."""
    about: str = ""
    """For the channel's writer."""
    background: str = ""
    """What the writer should know of it: context, what is seen, what is heard."""
    brief: str = ""
    """The file of a brief that lies ready."""
    score: float = Field(ge=0, le=1)
    reasons: tuple[Reason, ...]
    expected: Expectation | None = None
    """What the channel's videos so far let expect of it; None while too few are a week old."""
    near: tuple[Near, ...]
    """The three most like it; whether it was told before, a person sees sooner than a number."""


class KeptIdea(ProposedIdea):
    """An idea and what became of it."""

    state: IdeaStatus
    created_at: datetime
    updated_at: datetime
    decided_by: str = ""
    note: str = ""
    refused: str = ""
    """Why no video could be made of it; empty where nothing stood in the way."""
    video_id: str | None = None
    """The video that was made of it."""
