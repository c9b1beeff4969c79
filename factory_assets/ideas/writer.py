"""What a channel's writer thinks of for a day: asked once, paid for once."""

from collections.abc import Sequence
from datetime import date

from factory.analytics.kind_performance import Performance
from factory.analytics.kinds import kind_words
from factory.channel.channel import Channel
from factory.channel.topics import Topic
from factory.ideas.duplicate_check import Told
from factory.ideas.proposal import Thought, title_of
from factory.ideas.trend import FeedEntry
from factory.ids import IDEAS
from factory.ports import Providers
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
    settings = channel.ideas
    if settings is None or not settings.from_writer:
        return ()
    writers = writers_of(channel.words, providers, "ideas")
    if not writers:
        return ()
    prompt = fill(
        "ideas",
        count=settings.from_writer,
        channel=channel.title,
        style=channel.words.style,
        topics=[title_of(topic) for topic in settings.topics[:MOST_TOPICS]],
        told=_titles(told, day),
        better=_better(channel.name, results),
        talked_of=[one.title for one in talked_of[:MOST_TALKED_OF]],
        format=channel.format,
        language=language_name(channel.languages[0]),
        day=str(day),
    )

    question = Asked(
        video_id=f"{IDEAS}{channel.name}-{day:%Y%m%d}",
        channel=channel.name,
        stage="ideas",
        label=f"ideas of {channel.name} for {day}",
        answer=IdeaList,
        prompt=prompt.model_copy(update={"temperature": channel.words.to_ask("ideas").temperature}),
        words=WORDS * settings.from_writer,
        fault=as_many("ideas", settings.from_writer),
    )
    _, done = asked_once(question, writers, fallbacks)
    answer = IdeaList.from_json(done.path.read_bytes())
    return [_thought(one) for one in answer.ideas]


def _titles(told: Sequence[Told], day: date) -> list[str]:
    before = sorted((one for one in told if one.day < day), key=lambda one: one.day, reverse=True)
    return list(dict.fromkeys(one.title for one in before))[:MOST_TOLD]


def _better(channel: str, results: Sequence[Performance]) -> str:
    liked = [one for one in results if one.channel == channel and one.times_usual > 1]
    return ", ".join(kind_words(one.attribute, one.value) for one in liked[:5])


def _thought(one: ThoughtOf) -> Thought:
    background = f"Context: {one.context} Setting: {one.setting} Sound: {one.sound}"
    return Thought(one.title, Topic(about=one.about, tags=one.tags), background)
