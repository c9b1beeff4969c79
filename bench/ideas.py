"""What a choice of ideas that results steer gives away, beside a choice by chance, in worlds made up."""

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from bench.row import Row, at_most, fact
from factory.analytics.kind_effects import effects_of, steering
from factory.analytics.measured_video import FirstWeek, MeasuredVideo
from factory.channel.channel import Channel
from factory.ideas.proposal import proposals

FIRST: Final = date(2026, 1, 1)
VIDEOS, TOPICS, WORLDS = 100, 24, 24
TOLD_AFTER: Final = timedelta(days=9)
"""A first week, and two days until its figures are told."""
SUBJECTS: Final = ("ships", "clocks", "bridges", "storms", "maps", "islands", "songs", "ice")
FORMATS: Final = ("short", "longform")
HOOKS: Final = ("Why {}", "{} in 7 facts", "The story of {}")


@dataclass(frozen=True)
class World:
    """An audience that likes some subjects, formats and hooks better, by factors that nobody is told."""

    seed: int
    spread: float
    """Standard deviation of the logarithm of a factor; 0: it likes all alike."""

    @cached_property
    def likes(self) -> dict[str, float]:
        """Logarithms of the factors."""
        chance = random.Random(self.seed)
        names = (*SUBJECTS, *FORMATS, *HOOKS)
        return {name: chance.gauss(0, self.spread) for name in names}

    def topics(self, day: int) -> list[tuple[str, str, str]]:
        """Return a day's fresh topics: subject, format, hook."""
        chance = random.Random(f"{self.seed} {day}")
        return [
            (chance.choice(SUBJECTS), chance.choice(FORMATS), chance.choice(HOOKS))
            for _ in range(TOPICS)
        ]

    def lift(self, topic: tuple[str, str, str]) -> float:
        """Return the logarithm of the factor by which a topic does better."""
        return sum(self.likes[name] for name in topic)

    def views(self, day: int, topic: tuple[str, str, str]) -> float:
        """Return a first week: a channel that grows, a weekday, and chance by a factor of two."""
        chance = random.Random(f"{self.seed} views {day}")
        level = math.log(500) + 0.004 * day + 0.1 * ((FIRST + timedelta(days=day)).weekday() > 4)
        return math.exp(level + self.lift(topic) + chance.gauss(0, 0.7))


def regret(world: World, *, steered: bool) -> float:
    """Return what a channel gives away in its first 100 days: logarithms against each day's best topic.

    Args:
        world: its audience.
        steered: by what was measured; else by chance.
    """
    given_away = 0.0
    videos: list[MeasuredVideo] = []
    weeks: list[FirstWeek] = []
    for day in range(VIDEOS):
        today = FIRST + timedelta(days=day)
        topics = world.topics(day)
        known = [one for one in weeks if one.first_day + TOLD_AFTER <= today]
        effects = steering(effects_of(known, videos), "tales") if steered else None
        channel = _channel(day, topics)
        (idea,) = proposals(channel, today, (), effects)
        chosen = topics[int(idea.title.rpartition(" ")[2])]
        given_away += max(map(world.lift, topics)) - world.lift(chosen)
        videos.append(_video(day, idea.title, idea.target_format, idea.tags))
        weeks.append(_week(day, world.views(day, chosen)))
    return given_away


def _channel(day: int, topics: Sequence[tuple[str, str, str]]) -> Channel:
    listed = [
        {"about": f"{hook.format(subject)} {day} {n}", "format": target, "tags": [subject]}
        for n, (subject, target, hook) in enumerate(topics)
    ]
    facts = {"name": "tales", "title": "Tales", "format": "short", "ideas": {"topics": listed}}
    return Channel.model_validate(facts)


def _video(day: int, title: str, target: str, tags: Sequence[str]) -> MeasuredVideo:
    return MeasuredVideo(
        video_id=f"video-{day}",
        channel="tales",
        format=target,
        language="en",
        title=title,
        published_at=None,
        tags=tuple(tags),
    )


def _week(day: int, views: float) -> FirstWeek:
    return FirstWeek(
        video_id=f"video-{day}",
        outlet="emulated",
        first_day=FIRST + timedelta(days=day),
        views=views,
    )


def rows() -> Iterator[Row]:
    """Yield what is given away by 100 videos, steered and by chance, and the ratio of both."""
    worlds = [World(seed, 0.35) for seed in range(WORLDS)]
    chance = sum(regret(world, steered=False) for world in worlds) / WORLDS
    steered = sum(regret(world, steered=True) for world in worlds) / WORLDS
    yield fact("ideas by chance: given away", chance / VIDEOS, "log views a video")
    note = f"{WORLDS} worlds of {VIDEOS} videos, {TOPICS} topics a day"
    name = "ideas steered by results: given away"
    yield at_most(
        0.75, name, steered / VIDEOS, "log views a video", floor=chance / VIDEOS, note=note
    )
