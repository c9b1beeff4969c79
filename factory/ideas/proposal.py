"""Proposals: which of a channel's topics are ideas for a day, with a score and its reasons."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Final

from factory.analytics.kind_effects import Effects
from factory.analytics.video_kinds import kinds_of
from factory.channel.channel import Channel
from factory.channel.idea_settings import Topic
from factory.fingerprint import fingerprint, seed_of
from factory.ideas.campaign import Campaign
from factory.ideas.duplicate_check import Told, is_new
from factory.ideas.idea import ProposedIdea, Source
from factory.ideas.scoring import WEIGHT, novelty_reason, results_reason, weight_reason
from factory.ideas.similar_titles import EarlierTitles, Vector
from factory.ideas.trend import FeedEntry, trend_reason

LONGEST_TITLE: Final = 100
STEERING: Final = 6
"""By how much results steer: what is likely to have a third more views has five times the chance. So 56 %
of what a choice by chance gives away is given away (`bench/ideas.py`); a higher power gives away less,
and the less a channel's own weights count."""


@dataclass(frozen=True, slots=True)
class Thought:
    """What might be told: of a list, of a campaign, or thought of by the channel's writer."""

    title: str
    topic: Topic
    background: str
    source: Source = "writer"
    campaign: str = ""


def proposals(
    channel: Channel,
    day: date,
    told: Sequence[Told],
    effects: Effects | None = None,
    thoughts: Sequence[Thought] = (),
    campaigns: Sequence[Campaign] = (),
    talked_of: Sequence[FeedEntry] = (),
    vectors: Mapping[str, Vector] | None = None,
) -> Sequence[ProposedIdea]:
    """Return a channel's ideas for a day, the best first; the same for the same facts.

    Args:
        channel: whose topics.
        day: for which.
        told: everything it has told, and every idea that was ever proposed to it.
        effects: what is known of the kinds of its videos.
        thoughts: what its writer thought of for this day; all that are new are proposed.
        talked_of: what the channel's feeds said in the days before.
        campaigns: those that run; each has its share of the channel's ideas of the day, the first first.
        vectors: what titles mean, of the told and of what might be; ideas without one are compared by letters.
    """
    settings = channel.ideas
    if settings is None:
        return ()
    listed = what_might_be(channel, campaigns)
    every = [one for one in (*listed, *thoughts) if is_new(one.title, settings, day, told)]
    earlier = EarlierTitles((one.title for one in told if one.day < day), vectors or {})
    heaviest = max((one.topic.weight for one in every), default=1.0)
    ideas = [
        (one.topic.weight, _idea(channel, one, day, earlier, effects, heaviest, talked_of))
        for one in every
    ]
    drawn = [idea for _, idea in sorted(ideas, key=lambda one: _turn(*one), reverse=True)]
    found = _shared_out(drawn, settings.per_day, channel.name, day, campaigns)
    return sorted(found, key=lambda one: (-one.score, one.title))


def what_might_be(channel: Channel, campaigns: Sequence[Campaign]) -> Sequence[Thought]:
    """Return what a channel's list and its campaigns offer, told or not."""
    topics = channel.ideas.topics if channel.ideas else ()
    return (
        *(Thought(title_of(one), one, "", "topics") for one in topics),
        *(
            Thought(title_of(topic), topic, "", "campaign", one.name)
            for one in campaigns
            for topic in one.topics
        ),
    )


def _shared_out(
    drawn: Sequence[ProposedIdea],
    per_day: int,
    channel: str,
    day: date,
    campaigns: Sequence[Campaign],
) -> Iterator[ProposedIdea]:
    """Yield the ideas of a day: of each campaign its turns, of the channel's list the rest; none twice.

    Where a campaign has no topic left, its turn is the list's.
    """
    thought = [one for one in drawn if one.source == "writer"]
    yield from thought
    left = [one for one in drawn if one.source != "writer"]
    taken = {one.idea_id for one in thought}
    turns = [(one.name, one.turns(channel, day, per_day)) for one in campaigns]
    for name, count in (*turns, ("", per_day)):
        room = min(count, per_day)
        for one in left:
            if room and one.campaign == name and one.idea_id not in taken:
                taken.add(one.idea_id)
                room, per_day = room - 1, per_day - 1
                yield one


def language_of(channel: Channel, topic: Topic) -> str:
    """Return in which language a topic is told."""
    return topic.language or channel.languages[0]


def title_of(topic: Topic) -> str:
    """Return what a topic is called: what it is about, or its file's name in words."""
    name = topic.about or PurePath(topic.brief).stem.replace("-", " ").replace("_", " ")
    plain = " ".join(name.split())
    return plain[:1].upper() + plain[1:LONGEST_TITLE]


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
    day: date,
    earlier: EarlierTitles,
    effects: Effects | None,
    heaviest: float,
    talked_of: Sequence[FeedEntry],
) -> ProposedIdea:
    title, topic = thought.title, thought.topic
    target = topic.format or channel.format
    near = earlier.nearest(title)
    language = language_of(channel, topic)
    kinds = kinds_of(title, target, language, topic.tags, thought.source)
    expected = effects.expectation(kinds, f"{channel.name} {day}") if effects else None
    reasons = [novelty_reason(near), results_reason(expected)]
    if channel.ideas and channel.ideas.feeds:
        words = " ".join((title, topic.about, *topic.tags))
        trend = trend_reason(words, language, talked_of)
        reasons = [weight_reason(topic, heaviest, WEIGHT - trend.most), *reasons, trend]
    else:
        reasons = [weight_reason(topic, heaviest, WEIGHT), *reasons]
    known = {"channel": channel.name, "day": str(day), "title": title}
    return ProposedIdea(
        idea_id=f"{day:%Y%m%d}-{fingerprint('idea', known)[:10]}",
        day=day,
        channel=channel.name,
        title=title,
        tags=topic.tags,
        target_format=target,
        language=language,
        source=thought.source,
        campaign=thought.campaign,
        about=topic.about,
        background=thought.background,
        brief=topic.brief,
        score=round(sum(reason.points for reason in reasons), 4),
        reasons=tuple(reasons),
        expected=expected,
        near=tuple(near),
    )
