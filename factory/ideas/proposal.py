"""Proposals: which of a channel's topics are ideas for a day, with a score and its reasons."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePath
from typing import Final

from factory.analytics.performance import Performance
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
    results: Sequence[Performance] = (),
    thoughts: Sequence[Thought] = (),
) -> Sequence[ProposedIdea]:
    """Return a channel's ideas for a day, the best first; the same for the same facts.

    Args:
        channel: whose topics.
        day: for which.
        told: everything it has told, and every idea that was ever proposed to it.
        results: what did better than usual.
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
        return _idea(channel, one, source, day, told, results, heaviest)

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

    A. Efraimidis and P. Spirakis, Weighted random sampling with a reservoir, 2006: the largest
    `u ** (1 / weight)` first; `u` follows from the idea, so that a day asked again is the same.
    """
    chance = (seed_of(idea.idea_id, 32) + 1) / (2**32 + 1)
    return chance ** (1 / max(weight * idea.score, 1e-6))


def _idea(
    channel: Channel,
    thought: Thought,
    source: Source,
    day: date,
    told: Sequence[Told],
    results: Sequence[Performance],
    heaviest: float,
) -> ProposedIdea:
    title, topic = thought.title, thought.topic
    target = topic.format or channel.format
    near = nearest(title, dict.fromkeys(one.title for one in told if one.day < day))
    reasons = (
        _weight(topic, heaviest),
        _novelty(near),
        _results(channel.name, target, results),
    )
    known = {"channel": channel.name, "day": str(day), "title": title}
    return ProposedIdea(
        idea_id=f"{day:%Y%m%d}-{fingerprint('idea', known)[:10]}",
        day=day,
        channel=channel.name,
        title=title,
        tags=topic.tags,
        target_format=target,
        language=topic.language or channel.languages[0],
        source=source,
        about=topic.about,
        background=thought.background,
        brief=topic.brief,
        score=round(sum(reason.points for reason in reasons), 4),
        reasons=reasons,
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


def _results(channel: str, target: str, results: Sequence[Performance]) -> Reason:
    kinds: Mapping[str, float] = {
        one.value: one.times_usual
        for one in results
        if (one.channel, one.attribute) == (channel, "format")
    }
    if target not in kinds:
        words, share = f"nothing is known yet of how {target} does here", 0.5
    else:
        words = f"{target} videos had {kinds[target]:.2f} times the channel's usual views (ours)"
        share = min(1.0, kinds[target] / 2)
    return Reason(name="results", points=round(RESULTS * share, 4), most=RESULTS, words=words)
