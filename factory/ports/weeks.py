"""Weeks: what the catalogue knows of a channel's seven days, and where its report is kept."""

from datetime import date
from typing import TYPE_CHECKING, Protocol

from factory.analytics.weekly_report.week import WeekFacts

if TYPE_CHECKING:  # what charts are computed by is loaded by whoever draws them
    from factory.analytics.charts.week_answers import WeekAnswers


class Weeks(Protocol):
    """What channels made, published and refused."""

    def channels(self) -> tuple[str, ...]:
        """Return the channels that have a video."""
        ...

    def newest_day(self, channel: str, last: date) -> date | None:
        """Return the last day of the platform, to one, on which it made, published or refused anything or was watched."""
        ...

    def facts(self, channel: str, first: date, last: date) -> WeekFacts:
        """Return a channel's facts of these days of the platform, both included."""
        ...


class ChannelAnswers(Protocol):
    """What analytics says of channels, as the desk draws it."""

    def of_week(self, channel: str, last: date) -> "WeekAnswers | None":
        """Return every answer about a channel where most is known of it, to a day; None where nothing is."""
        ...


class Reports(Protocol):
    """A folder of reports that a person may read, send or throw away."""

    def write(self, channel: str, name: str, page: str) -> str:
        """Write a page whole, over an earlier one of the same name; return where it lies."""
        ...
