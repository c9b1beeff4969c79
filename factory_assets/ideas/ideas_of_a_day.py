"""The ideas of a day: of each channel's topics and of what its writer thinks of."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from factory.analytics.kind_effects import effects_of, steering
from factory.analytics.kind_performance import performances_of
from factory.channel.channel import Channel
from factory.errors import FactoryError
from factory.ideas.duplicate_check import Told
from factory.ideas.proposal import Thought, language_of, proposals, what_might_be
from factory.ideas.similar_titles import Vector
from factory.ideas.trend import FeedEntry, of_days_before
from factory.ports import (
    Campaigns,
    Channels,
    Feeds,
    FigureSums,
    Hooks,
    Ideas,
    Metrics,
    Providers,
    TitleMeanings,
)
from factory_assets.ideas.writer import thoughts, thoughts_before
from factory_assets.stage.fallback_providers import FallbackProviders


@dataclass(frozen=True, slots=True)
class DayProposed:
    """What was proposed for a day."""

    new: int
    problems: tuple[str, ...]
    """Of channels whose writer could not be asked, or a feed not read; their topics were proposed all the same."""


def propose_day(
    day: date,
    channels: Channels,
    ideas: Ideas,
    metrics: Metrics,
    figure_sums: FigureSums,
    providers: Providers,
    fallbacks: FallbackProviders,
    campaigns: Campaigns,
    feeds: Feeds,
    meanings: TitleMeanings,
    hooks: Hooks,
    left_out: Collection[str] = (),
) -> DayProposed:
    """Propose each channel's ideas for a day, between the user's hooks; what is there already stays as it is.

    Channels that are left out are asked for nothing; a writer of whom there are ideas of that day is not
    asked again, whatever its channel's file says by now.
    """
    with hooks.around("ideas", day=str(day)):
        new, problems = 0, list[str]()
        every = channels.all().values()
        thinking = [one for one in every if one.ideas and one.name not in left_out]
        if not thinking:
            return DayProposed(new, ())
        weeks = figure_sums.first_weeks(day - timedelta(days=1))
        effects = effects_of(weeks, metrics.videos({one.video_id for one in weeks}))
        results, running = performances_of(effects), campaigns.running(day)
        kept = ideas.of_day(day)
        for channel in thinking:
            told = ideas.told(channel.name)
            talked_of: Sequence[FeedEntry] = ()
            thought: Sequence[Thought] = ()
            try:
                read, unread = feeds.entries(
                    channel.ideas.feeds if channel.ideas else (), datetime.now(UTC)
                )
                talked_of = of_days_before(read, day)
                problems += [f"{channel.name}: {one}" for one in unread]
                thought = thoughts_before(channel.name, kept) or thoughts(
                    channel, day, told, talked_of, results, providers, fallbacks
                )
            except FactoryError as error:  # one vendor's bad day costs no other channel its ideas
                problems.append(f"{channel.name}: {error}")
            except Exception as error:  # noqa: BLE001 - nor does a fault of ours, of any kind
                problems.append(
                    f"{channel.name}: its feeds or its writer could not be asked: {error!r:.300}"
                )
            own = [one for one in running if channel.name in one.channels]
            steered = steering(effects, channel.name)
            vectors = _meanings(channel, told, (*what_might_be(channel, own), *thought), meanings)
            found = proposals(channel, day, told, steered, thought, own, talked_of, vectors)
            new += ideas.propose(found, channel.ideas and channel.ideas.approve_above)
        return DayProposed(new, tuple(problems))


def _meanings(
    channel: Channel, told: Sequence[Told], thoughts: Sequence[Thought], meanings: TitleMeanings
) -> Mapping[str, Vector]:
    """Return what titles mean, where some of what might be is in a language that a model knows."""
    known = {one.title for one in thoughts if meanings.knows(language_of(channel, one.topic))}
    return meanings.vectors(known | {one.title for one in told}) if known else {}
