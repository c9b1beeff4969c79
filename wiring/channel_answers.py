"""Channel answers: the port by which reports get what the desk draws."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from factory.analytics.channel_sums import days_before
from factory.analytics.charts.answers import answers
from factory.analytics.charts.week_answers import WeekAnswers
from factory.analytics.weekly_report.week import DAYS
from wiring.channel_analytics import channel_analytics
from wiring.factory import Factory

HOURS: Final = "hours"
"""Is of this hour, not of the week."""


class FactoryAnswers:
    """See `factory.ports.ChannelAnswers`."""

    def __init__(self, factory: Factory) -> None:
        self._factory = factory

    def of_week(self, channel: str, last: date) -> WeekAnswers | None:
        """See `factory.ports.ChannelAnswers.of_week`."""
        outlets = list(self._outlets(channel, last))
        if not outlets:
            return None
        first, *others = outlets
        facts = channel_analytics(self._factory, channel, first, to=last)
        if facts is None:
            return None
        found = tuple(one for one in answers(facts) if one.key != HOURS)
        return WeekAnswers(first, tuple(others), found)

    def _outlets(self, channel: str, last: date) -> Iterator[str]:
        """Yield where a channel was watched in the week, where most days are known first."""
        sums = self._factory.catalogue.figure_sums
        told = sums.days(days_before(last, DAYS), last, channel)
        known = [one.outlet for one in told]
        preferred = [outlet for of, outlet in sums.choices() if of == channel]
        yield from sorted(set(known), key=lambda one: (-known.count(one), -preferred.index(one)))
