"""Measured video: what one has to know of a video to compare its figures with others'."""

from datetime import date, datetime

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
    cost_usd: float
    """Settled and in doubt, to this day."""
    idea_source: str = ""
    """Where its idea came from; empty where a person wrote the brief."""
    tags: tuple[str, ...] = ()
    """Of its brief."""


FIRST_WEEK_DAYS = 7
"""The age at which videos are compared with each other."""


class VideoTotals(Payload):
    """What a video did at one outlet up to a day."""

    video_id: str
    outlet: str
    first_day: date
    """The first of which anything is known."""
    views: float
    watch_seconds: float
    first_week_views: float | None
    """In its first `FIRST_WEEK_DAYS` days; None while it is younger."""
