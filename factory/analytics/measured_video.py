"""Measured video: what one has to know of a video to compare its figures with others'."""

from datetime import date, datetime
from typing import Final

from factory.records import Payload


class MeasuredVideo(Payload):
    """A video of which figures are known."""

    video_id: str
    channel: str
    format: str
    language: str
    title: str
    published_at: datetime | None
    """Its first post by the factory, or None: then its first day with figures stands for it."""
    idea_source: str = ""
    """Where its idea came from; empty where a person wrote the brief."""
    tags: tuple[str, ...] = ()
    """Of its brief."""


FIRST_WEEK_DAYS: Final = 7
"""The age at which videos are compared with each other."""


class FirstWeek(Payload):
    """What a video did at one outlet in its first `FIRST_WEEK_DAYS` days, which are over."""

    video_id: str
    outlet: str
    first_day: date
    """The first of which anything is known."""
    views: float
