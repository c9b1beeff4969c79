"""The ideas of a day: of each channel's topics and of what its writer thinks of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from factory.analytics.effects import effects_of, steering
from factory.analytics.performance_by_kind import performances_of
from factory.errors import FactoryError
from factory.ideas.proposal import Thought, proposals
from factory.ports import Channels, FigureSums, Ideas, Metrics, Providers
from factory_assets.ideas.writer import thoughts
from factory_assets.stage.fallback_providers import FallbackProviders


@dataclass(frozen=True, slots=True)
class DayProposed:
    """What was proposed for a day."""

    new: int
    problems: tuple[str, ...]
    """Of channels whose writer could not be asked; their topics were proposed all the same."""


def propose_day(
    day: date,
    channels: Channels,
    ideas: Ideas,
    metrics: Metrics,
    figure_sums: FigureSums,
    providers: Providers,
    fallbacks: FallbackProviders,
) -> DayProposed:
    """Propose each channel's ideas for a day; what is there already stays as it is."""
    new, problems = 0, list[str]()
    thinking = [channel for channel in channels.all().values() if channel.ideas]
    if not thinking:
        return DayProposed(new, ())
    weeks = figure_sums.first_weeks(day - timedelta(days=1))
    effects = effects_of(weeks, metrics.videos({one.video_id for one in weeks}))
    results = performances_of(effects)
    for channel in thinking:
        told = ideas.told(channel.name)
        thought: Sequence[Thought] = ()
        try:
            thought = thoughts(channel, day, told, results, providers, fallbacks)
        except FactoryError as error:  # one vendor's bad day costs no other channel its ideas
            problems.append(f"{channel.name}: {error}")
        found = proposals(channel, day, told, steering(effects, channel.name), thought)
        new += ideas.propose(found, channel.ideas and channel.ideas.approve_above)
    return DayProposed(new, tuple(problems))
