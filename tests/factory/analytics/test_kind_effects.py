"""What kinds of videos do is learned together, drawn toward the usual, and steers without settling early."""

import math
import random
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from bench.ideas import World, regret
from factory.analytics.kind_effects import LEAST_OF_A_CHANNEL, Effects, effects_of, steering
from factory.analytics.measured_video import FirstWeek, MeasuredVideo
from factory.analytics.video_kinds import hook_of, kinds_of

FIRST = date(2026, 1, 1)
Tags = tuple[str, ...]


def learned(
    count: int, tags: Callable[[int], Tags], views: Callable[[int, Tags], float]
) -> Effects:
    """Return what so many videos teach, one a day."""
    found = taught(count, tags, views)
    assert found
    return found


def taught(
    count: int, tags: Callable[[int], Tags], views: Callable[[int, Tags], float]
) -> Effects | None:
    """Return the same, or None of too few."""
    videos, weeks = list[MeasuredVideo](), list[FirstWeek]()
    for n in range(count):
        own = tags(n)
        videos.append(
            MeasuredVideo(
                video_id=f"v{n:04}",
                channel="tales",
                format="short",
                language="en",
                title="A story",
                published_at=None,
                tags=own,
            )
        )
        seen = views(n, own)
        weeks.append(
            FirstWeek(
                video_id=f"v{n:04}",
                outlet="youtube",
                first_day=FIRST + timedelta(days=n),
                views=seen,
            )
        )
    return steering(effects_of(weeks, videos), "tales")


def times(effects: Effects, tag: str) -> float:
    return math.exp(effects.of_kind(("tag", tag))[0])


def by_chance(n: int, level: float) -> float:
    return math.exp(math.log(level) + random.Random(n).gauss(0, 0.5))


def test_a_kind_that_does_better_is_found_and_its_interval_says_how_sure_that_is():
    ships = learned(
        60, lambda n: ("ships",) if n % 2 else (), lambda n, t: by_chance(n, 800 if t else 400)
    )
    told = ships.expectation(kinds_of("A story", "short", "en", ["Ships"]), "tales 2026-11-28")
    usual = ships.expectation(kinds_of("A story", "short", "en", []), "tales 2026-11-28")
    assert 1.6 < told.times / usual.times < 2.3
    assert told.low < told.times < told.high
    assert (told.videos, told.parts[-1].value, told.parts[-1].videos) == (60, "ships", 30)
    few = learned(
        8, lambda n: ("ships",) if n % 2 else (), lambda n, t: by_chance(n, 800 if t else 400)
    )
    vague = few.expectation(kinds_of("A story", "short", "en", ["ships"]), "tales 2026-11-28")
    assert 1 < vague.times < told.times or vague.high / vague.low > told.high / told.low


def test_too_few_videos_teach_nothing():
    assert taught(LEAST_OF_A_CHANNEL - 1, lambda n: ("ships",), lambda n, t: 800) is None
    assert taught(LEAST_OF_A_CHANNEL, lambda n: ("ships",), lambda n, t: 800)


def test_of_two_kinds_that_come_together_neither_gets_what_is_the_others():
    effects = learned(
        90,
        lambda n: (("ships", "storms"), ("ships",), ("storms",))[n % 3],
        lambda n, t: by_chance(n, 900 if "ships" in t else 300),
    )
    assert times(effects, "ships") > 1.2
    assert times(effects, "storms") == pytest.approx(1, abs=0.12)


def test_one_hit_by_chance_is_no_rule_and_growth_is_no_kind():
    hit = learned(
        40, lambda n: ("ice",) if n == 20 else (), lambda n, t: 90_000 if t else by_chance(n, 400)
    )
    assert times(hit, "ice") < 2
    grown = learned(
        80, lambda n: ("late",) if n >= 40 else (), lambda n, _: by_chance(n, 300 * 1.02**n)
    )
    assert times(grown, "late") < 1.25


def test_a_lottery_drawn_again_is_the_same_and_what_was_never_tried_has_its_turn():
    effects = learned(
        30,
        lambda n: ("a",) if n % 2 else ("b",),
        lambda n, t: by_chance(n, 800 if "a" in t else 400),
    )
    first = Counter[str]()
    for day in range(200):
        drawn = {
            tag: effects.expectation(
                kinds_of("A story", "short", "en", [tag]), f"tales {day}"
            ).drawn
            for tag in ("a", "b", "new")
        }
        first[max(drawn, key=lambda tag: drawn[tag])] += 1
    assert first["a"] > first["b"]
    assert first["new"] > 10
    kinds = kinds_of("A story", "short", "en", ["a"])
    assert effects.expectation(kinds, "tales 1") == effects.expectation(kinds, "tales 1")


def test_a_title_is_a_question_a_number_or_a_statement():
    told = ["Why octopuses have three hearts", "Warum das Meer salzig ist", "Is it?"]
    assert {hook_of(title) for title in told} == {"question"}
    assert hook_of("7 ships that vanished") == "number"
    assert hook_of("The clock that stopped") == "statement"
    assert hook_of("Ships, part 30") == "statement"
    assert hook_of("") == "statement"


def test_results_that_steer_give_away_less_than_chance_in_a_made_up_world():
    world = World(5, 0.35)
    assert regret(world, steered=True) < 0.8 * regret(world, steered=False)
