"""Proposals: which of a channel's topics are ideas for a day, with a score and its reasons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePath
from typing import Final

from factory.analytics.effects import Effects, Expectation
from factory.analytics.kinds import kinds_of
from factory.channel.channel import Channel
from factory.channel.topics import IdeaSettings, Topic
from factory.fingerprint import fingerprint, seed_of
from factory.ideas.idea import IdeaStatus, Near, ProposedIdea, Reason, Source
from factory.ideas.title_likeness import nearest, same_words

WEIGHT: Final = 0.5
NOVELTY: Final = 0.3
RESULTS: Final = 0.2
"""What each part can add to a score; together 1."""
LONGEST_TITLE: Final = 100
STEERING: Final = 6
"""By how much results steer: what is likely to have a third more views has five times the chance. So 56 %
of what a choice by chance gives away is given away (`bench/ideas.py`); a higher power gives away less,
and the less a channel's own weights count."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a channel has told or thought of before."""

    title: str
    day: date
    state: IdeaStatus
    """`approved`: made, or to be made; every video counts as that."""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Thought:
    """What the channel's writer thought of."""

    title: str
    topic: Topic
    background: str


def proposals(
    channel: Channel,
    day: date,
    told: Sequence[Told],
    effects: Effects | None = None,
    thoughts: Sequence[Thought] = (),
) -> Sequence[ProposedIdea]:
    """Return a channel's ideas for a day, the best first; the same for the same facts.

    Args:
        channel: whose topics.
        day: for which.
        told: everything it has told, and every idea that was ever proposed to it.
        effects: what is known of the kinds of its videos.
        thoughts: what its writer thought of for this day; all that are new are proposed.
    """
    settings = channel.ideas
    if settings is None:
        return ()
    listed = [Thought(title_of(topic), topic, "") for topic in settings.topics]
    own = [one for one in listed if _open(one, settings, day, told)]
    new = [one for one in thoughts if _open(one, settings, day, told)]
    heaviest = max((one.topic.weight for one in (*own, *new)), default=1.0)

    def idea(one: Thought, source: Source) -> ProposedIdea:
        return _idea(channel, one, source, day, told, effects, heaviest)

    every = [(one.topic.weight, idea(one, "topics")) for one in own]
    drawn = [found for _, found in sorted(every, key=lambda one: _turn(*one), reverse=True)]
    found = [*drawn[: settings.per_day], *(idea(one, "writer") for one in new)]
    return sorted(found, key=lambda one: (-one.score, one.title))


def title_of(topic: Topic) -> str:
    """Return what a topic is called: what it is about, or its file's name in words."""
    name = topic.about or PurePath(topic.brief).stem.replace("-", " ").replace("_", " ")
    plain = " ".join(name.split())
    return plain[:1].upper() + plain[1:LONGEST_TITLE]


def _open(one: Thought, settings: IdeaSettings, day: date, told: Iterable[Told]) -> bool:
    """Whether it may be proposed: not told, not waiting for a decision, not turned down lately."""
    words = same_words(one.title)
    cooled = day - timedelta(days=settings.cooling_days)
    return not any(
        before.state != "rejected" or before.day > cooled
        for before in told
        if before.day < day and words in (same_words(before.title), same_words(before.about))
    )


def _turn(weight: float, idea: ProposedIdea) -> float:
    """Return its place in a lottery in which twice the weight, or the score, is twice the chance.

    What is expected of it counts by the factor that was drawn for the day from all that are likely: what
    did well comes sooner, and what is not known yet has its turn as long as it may do well.

    A. Efraimidis and P. Spirakis, Weighted random sampling with a reservoir, 2006: the largest
    `u ** (1 / weight)` first; `u` follows from the idea, so that a day asked again is the same.
    """
    chance = (seed_of(idea.idea_id, 32) + 1) / (2**32 + 1)
    drawn = idea.expected.drawn if idea.expected else 1.0
    return chance ** (1 / max(weight * idea.score * drawn**STEERING, 1e-6))


def _idea(
    channel: Channel,
    thought: Thought,
    source: Source,
    day: date,
    told: Sequence[Told],
    effects: Effects | None,
    heaviest: float,
) -> ProposedIdea:
    title, topic = thought.title, thought.topic
    target = topic.format or channel.format
    near = nearest(title, dict.fromkeys(one.title for one in told if one.day < day))
    language = topic.language or channel.languages[0]
    kinds = kinds_of(title, target, language, topic.tags, source)
    expected = effects.expectation(kinds, f"{channel.name} {day}") if effects else None
    reasons = (_weight(topic, heaviest), _novelty(near), _results(expected))
    known = {"channel": channel.name, "day": str(day), "title": title}
    return ProposedIdea(
        idea_id=f"{day:%Y%m%d}-{fingerprint('idea', known)[:10]}",
        day=day,
        channel=channel.name,
        title=title,
        tags=topic.tags,
        target_format=target,
        language=language,
        source=source,
        about=topic.about,
        background=thought.background,
        brief=topic.brief,
        score=round(sum(reason.points for reason in reasons), 4),
        reasons=reasons,
        expected=expected,
        near=tuple(near),
    )


def _weight(topic: Topic, heaviest: float) -> Reason:
    share = topic.weight / heaviest
    words = f"weight {topic.weight:g} of at most {heaviest:g} in the channel's list"
    return Reason(name="weight", points=round(WEIGHT * share, 4), most=WEIGHT, words=words)


def _novelty(near: Sequence[Near]) -> Reason:
    likeness = max((one.likeness for one in near), default=0.0)
    words = f"most like {near[0].title!r} ({likeness:.0%})" if near else "like nothing told before"
    return Reason(
        name="novelty", points=round(NOVELTY * (1 - likeness), 4), most=NOVELTY, words=words
    )


def _results(expected: Expectation | None) -> Reason:
    if expected is None:
        words, share = "nothing is known yet of how its kinds do here", 0.5
    else:
        share = min(1.0, expected.times / 2)
        parts = ", ".join(
            f"{one.attribute} {one.value} {one.times:.2f} ({one.videos})"
            if one.videos
            else f"{one.attribute} {one.value} not tried"
            for one in expected.parts
        )
        words = (
            f"expected {expected.times:.2f} times the channel's usual first week at {expected.outlet}, "
            f"{expected.low:.1f} to {expected.high:.1f} in 80 of 100 (ours, of {expected.videos} "
            f"videos): {parts}; drawn today as {expected.drawn:.2f}"
        )
    return Reason(name="results", points=round(RESULTS * share, 4), most=RESULTS, words=words)
