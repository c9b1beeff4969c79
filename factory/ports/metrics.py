"""Metrics: what platforms said of published videos, kept as it was said."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from factory.analytics.figures import DayFigures, Observation
from factory.analytics.measured_video import MeasuredVideo, VideoTotals


class Metrics(Protocol):
    """Observations by day; only ever added to."""

    def record(self, source: str, figures: Sequence[DayFigures]) -> Sequence[date]:
        """Keep what a source said; return the days about which it said something new.

        A figure that it does not know stays as an earlier answer had it.
        """
        ...

    def between(self, first: date, last: date) -> Sequence[Observation]:
        """Return what is known of these days, both included: the newest answer for each video."""
        ...

    def videos(self) -> Sequence[MeasuredVideo]:
        """Return every video of which anything was ever observed."""
        ...

    def totals(self, last: date) -> Sequence[VideoTotals]:
        """Return what each video did at each outlet from its first day to this one."""
        ...


class NewFigures(Protocol):
    """What was said since somebody last looked."""

    def changed_after(self, moment: str) -> tuple[Sequence[date], str]:
        """Return the days of which something new was said after a moment, and the newest moment.

        What a day's own run has asked a platform for is left out: that run has made the day.

        Args:
            moment: as an earlier call returned it, or empty for the beginning.
        """
        ...
