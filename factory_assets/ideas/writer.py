"""What a channel's writer thinks of for a day: asked once, paid for once."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from factory.analytics.performance import Performance
from factory.channel.channel import Channel
from factory.channel.topics import Topic
from factory.ideas.proposal import Thought, Told, title_of
from factory.ports import Providers, Writer
from factory.script.model_answers import AnswerDetail, IdeaList, ThoughtOf
from factory.script.prompt_templates import fill
from factory.text.languages import language_name
from factory.work import Unit
from factory_assets.scripts.model_questions import CALLS, as_many
from factory_assets.stage.fallback_providers import FallbackProviders, UnitGroup, Work, as_fallback

WORDS = 120
"""Of one idea, all its fields together."""
MOST_TOLD = 200
"""Titles that are shown to the writer, the newest; more would cost more than they spare."""
MOST_TOPICS = 50


def thoughts(
    channel: Channel,
    day: date,
    told: Sequence[Told],
    results: Sequence[Performance],
    providers: Providers,
    fallbacks: FallbackProviders,
) -> Sequence[Thought]:
    """Return what the channel's writer thinks of; nothing where it has none or is not asked.

    The same day asked again is the same answer: the titles shown are those of the days before.
    """
    settings, words = channel.ideas, channel.words
    if settings is None or not settings.from_writer or words.provider == "brief":
        return ()
    writers = [providers.writer(choice.provider, choice.model) for choice in words.in_order]
    prompt = fill(
        "ideas",
        count=settings.from_writer,
        channel=channel.title,
        style=words.style,
        topics=[title_of(topic) for topic in settings.topics[:MOST_TOPICS]],
        told=_titles(told, day),
        better=_better(channel.name, results),
        format=channel.format,
        language=language_name(channel.languages[0]),
        day=str(day),
    )

    def asked(writer: Writer) -> Work:
        provider = writer.provider
        unit = Unit(
            video_id=f"ideas-{channel.name}-{day:%Y%m%d}",
            channel=channel.name,
            stage="ideas",
            kind="words",
            label=f"ideas of {channel.name} for {day}",
            recipe={
                "prompt": prompt.model_dump(),
                "answer": IdeaList.schema_name,
                "provider": provider.name,
                "model": provider.model,
                "version": provider.version,
            },
            suffix=".json",
            provider=provider,
            estimate_usd=CALLS * writer.price_usd(prompt, WORDS * settings.from_writer),
        )

        def do(target: Path) -> AnswerDetail:
            fault = as_many("ideas", settings.from_writer)
            return writer.answer(prompt, IdeaList, fault, WORDS * settings.from_writer, target)

        return unit, do

    first, *others = (asked(writer) for writer in writers)
    sides = [first, *(as_fallback(work, writers[0].provider) for work in others)]
    group = UnitGroup(first[0].label, tuple((side,) for side in sides))
    (((_, done),),) = fallbacks.perform_all([group])
    answer = IdeaList.from_json(done.path.read_bytes())
    return [_thought(one) for one in answer.ideas]


def _titles(told: Sequence[Told], day: date) -> list[str]:
    before = sorted((one for one in told if one.day < day), key=lambda one: one.day, reverse=True)
    return list(dict.fromkeys(one.title for one in before))[:MOST_TOLD]


def _better(channel: str, results: Sequence[Performance]) -> str:
    liked = [one for one in results if one.channel == channel and one.times_usual > 1]
    return ", ".join(f"{one.attribute} {one.value}" for one in liked[:5])


def _thought(one: ThoughtOf) -> Thought:
    background = f"Context: {one.context} Setting: {one.setting} Sound: {one.sound}"
    return Thought(one.title, Topic(about=one.about, tags=one.tags), background)
