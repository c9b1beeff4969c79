"""Metrics: what platforms said of published videos, kept as it was said, and its sums."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Protocol

from factory.analytics.channel_sums import ChannelSums
from factory.analytics.cost_and_return import CostAndReturn
from factory.analytics.figures import DayFigures, Observation
from factory.analytics.measured_video import FirstWeek, MeasuredVideo
from factory.analytics.view_curve import ViewCurve


class Metrics(Protocol):
    """Observations by day; only ever added to."""

    def record(self, source: str, figures: Sequence[DayFigures]) -> Sequence[date]:
        """Keep what a source said; return the days about which it said something new.

        A figure that it does not know stays as an earlier answer had it.
        """
        ...

    def between(
        self, first: date, last: date, *, outlet: str = "", source: str = ""
    ) -> Sequence[Observation]:
        """Return what is known of these days, both included: the newest answer for each video.

        Args:
            first: the first day.
            last: the last.
            outlet: the only one; empty for all.
            source: what the newest answer's source begins with.
        """
        ...

    def of_new_videos(self, first: date, last: date) -> Sequence[Observation]:
        """Return what is known of these days of the videos of which nothing is known before, by day."""
        ...

    def videos(self, video_ids: Collection[str]) -> Sequence[MeasuredVideo]:
        """Return what these are, in the order of their IDs."""
        ...


class FigureSums(Protocol):
    """Sums of the newest answers, to a day; what is named by its channel is of that alone, or of all."""

    def days(self, first: date, last: date, channel: str = "") -> Sequence[ChannelSums]:
        """Return each channel's days at each outlet, by channel, outlet and day."""
        ...

    def costs(self, last: date, channel: str = "") -> Sequence[CostAndReturn]:
        """Return what each channel's views at each outlet cost, from its beginning."""
        ...

    def first_weeks(self, last: date, channel: str = "") -> Sequence[FirstWeek]:
        """Return the first weeks that are over; the newest `effects.MOST_VIDEOS` of each channel and outlet."""
        ...

    def curves(self, day: date, channel: str = "", outlet: str = "") -> Sequence[ViewCurve]:
        """Return how new videos and their peers began: see `peer_comparison.age_bands` and `age_curve`."""
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
