"""What a channel's writer thinks of for a day: asked once, paid for once."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from factory.analytics.kind_performance import Performance
from factory.analytics.video_kinds import kind_words
from factory.channel.channel import Channel
from factory.channel.idea_settings import Topic
from factory.ideas.duplicate_check import Told
from factory.ideas.idea import KeptIdea
from factory.ideas.proposal import Thought, title_of
from factory.ideas.trend import FeedEntry
from factory.ids import IDEAS
from factory.ports import Providers, Writer
from factory.script.model_answers import IdeaList, ThoughtOf
from factory.script.prompt_templates import fill
from factory.text.languages import language_name
from factory_assets.scripts.model_questions import Asked, as_many, asked_once, writers_of
from factory_assets.stage.fallback_providers import FallbackProviders

WORDS = 120
"""Of one idea, all its fields together."""
MOST_TOLD = 200
"""Titles that are shown to the writer, the newest; more would cost more than they spare."""
MOST_TOPICS = 50
MOST_TALKED_OF = 40
MOST_LIKED = 5
LONG_TITLE = "x" * 120
"""Of a price that holds whatever a headline says: few are longer."""


def thoughts(
    channel: Channel,
    day: date,
    told: Sequence[Told],
    talked_of: Sequence[FeedEntry],
    results: Sequence[Performance],
    providers: Providers,
    fallbacks: FallbackProviders,
) -> Sequence[Thought]:
    """Return what the channel's writer thinks of; nothing where it has none or is not asked.

    The same day asked again is the same answer: the titles shown are those of the days before.
    """
    writers = _writers(channel, providers)
    if not writers:
        return ()
    headlines = [one.title for one in talked_of[:MOST_TALKED_OF]]
    question = _question(channel, day, told, headlines, _better(channel.name, results))
    _, done = asked_once(question, writers, fallbacks)
    answer = IdeaList.from_json(done.path.read_bytes())
    return [_thought(one) for one in answer.ideas]


def thoughts_before(channel: str, kept: Sequence[KeptIdea]) -> Sequence[Thought]:
    """Return what a channel's writer thought of for a day that it was asked about before.

    Args:
        channel: its name.
        kept: the ideas of that day.
    """
    return [
        Thought(one.title, Topic(about=one.about, tags=one.tags), one.background)
        for one in kept
        if one.channel == channel and one.source == "writer"
    ]


def most_usd(channel: Channel, day: date, told: Sequence[Told], providers: Providers) -> Decimal:
    """Return what asking a channel's writer for a day costs at most; 0 where nobody is asked.

    Nothing is read for it that lies elsewhere: feeds count as if they had as many long headlines as are shown.
    """
    writers = _writers(channel, providers)
    if not writers:
        return Decimal(0)
    headlines = [LONG_TITLE] * MOST_TALKED_OF if channel.ideas and channel.ideas.feeds else []
    question = _question(channel, day, told, headlines, ", ".join([LONG_TITLE] * MOST_LIKED))
    return max(question.of(writer)[0].estimate_usd for writer in writers)


def _writers(channel: Channel, providers: Providers) -> Sequence[Writer]:
    if channel.ideas is None or not channel.ideas.from_writer:
        return ()
    return writers_of(channel.words, providers, "ideas")


def _question(
    channel: Channel, day: date, told: Sequence[Told], headlines: Sequence[str], better: str
) -> Asked[IdeaList]:
    settings = channel.ideas
    count = settings.from_writer if settings else 0
    prompt = fill(
        "ideas",
        count=count,
        channel=channel.title,
        style=channel.words.style,
        topics=[title_of(topic) for topic in settings.topics[:MOST_TOPICS]] if settings else [],
        told=_titles(told, day),
        better=better,
        talked_of=headlines,
        format=channel.format,
        language=language_name(channel.languages[0]),
        day=str(day),
    )
    return Asked(
        video_id=f"{IDEAS}{channel.name}-{day:%Y%m%d}",
        channel=channel.name,
        stage="ideas",
        label=f"ideas of {channel.name} for {day}",
        answer=IdeaList,
        prompt=prompt.model_copy(update={"temperature": channel.words.to_ask("ideas").temperature}),
        words=WORDS * count,
        fault=as_many("ideas", count),
    )


def _titles(told: Sequence[Told], day: date) -> list[str]:
    before = sorted((one for one in told if one.day < day), key=lambda one: one.day, reverse=True)
    return list(dict.fromkeys(one.title for one in before))[:MOST_TOLD]


def _better(channel: str, results: Sequence[Performance]) -> str:
    liked = [one for one in results if one.channel == channel and one.times_usual > 1]
    return ", ".join(kind_words(one.attribute, one.value) for one in liked[:MOST_LIKED])


def _thought(one: ThoughtOf) -> Thought:
    background = f"Context: {one.context} Setting: {one.setting} Sound: {one.sound}"
    return Thought(one.title, Topic(about=one.about, tags=one.tags), background)
