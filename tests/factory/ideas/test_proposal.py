"""Ideas of a day: drawn by weight, never told twice, scored with reasons."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from factory.analytics.kind_effects import TREND, Effects
from factory.channel.channel import Channel
from factory.errors import BadInput
from factory.ideas.brief_of_idea import as_brief
from factory.ideas.duplicate_check import Told
from factory.ideas.letter_similarity import nearest, same_words
from factory.ideas.proposal import proposals

DAY = date(2026, 11, 27)


def channel(*topics: Any, **ideas: Any) -> Channel:
    return Channel.model_validate(
        {
            "name": "tales",
            "title": "Tales",
            "format": "short",
            "ideas": {"topics": topics, **ideas},
        }
    )


def titles(found: Any) -> list[str]:
    return [idea.title for idea in found]


def test_a_day_asked_twice_has_the_same_ideas_and_another_day_others():
    studio = channel(*(f"Story number {n} of many" for n in range(40)), per_day=3)
    again = [proposals(studio, DAY, ()) for _ in range(2)]
    assert again[0] == again[1]
    assert len(again[0]) == 3
    other = proposals(studio, DAY + timedelta(days=1), ())
    assert set(titles(other)) != set(titles(again[0]))


def test_a_heavier_topic_comes_sooner():
    studio = channel({"about": "Heavy", "weight": 10}, *(f"Light {n}" for n in range(4)))
    first = Counter(titles(proposals(studio, DAY + timedelta(days=n), ()))[0] for n in range(300))
    assert first["Heavy"] > 200, first


@pytest.mark.parametrize(
    ("told", "there"),
    [
        (Told("Hearts of octopuses", DAY - timedelta(days=900), "approved"), False),
        (Told("the OCTOPUSES of hearts", DAY - timedelta(days=900), "approved"), False),
        (Told("Octopuses of hearts", DAY - timedelta(days=1), "new"), False),
        (Told("Octopuses of hearts", DAY - timedelta(days=29), "rejected"), False),
        (Told("Octopuses of hearts", DAY - timedelta(days=30), "rejected"), True),
        (Told("Something else", DAY - timedelta(days=1), "approved"), True),
        (Told("Other title", DAY - timedelta(days=1), "approved", "Octopuses of hearts"), False),
    ],
)
def test_what_was_told_or_waits_is_not_proposed(told: Told, there: bool):
    found = proposals(channel("Octopuses of hearts"), DAY, [told])
    assert bool(found) is there


def test_a_score_is_the_sum_of_its_reasons_and_lies_between_nothing_and_one():
    effects = Effects(
        channel="tales",
        outlet="youtube",
        videos=9,
        kinds={TREND: 0, ("format", "longform"): 1, ("format", "short"): 2},
        seen=(9, 4, 5),
        average=np.zeros(3),
        mean=np.log([1.0, 1.5, 0.8]),
        root=np.eye(3) * 0.1,
        spread=0.3,
    )
    studio = channel(
        {"about": "A long one", "format": "longform", "weight": 2}, "A short one", per_day=2
    )
    long, short = proposals(
        studio, DAY, [Told("A short two", DAY - timedelta(days=9), "approved")], effects
    )
    assert long.score == pytest.approx(sum(reason.points for reason in long.reasons))
    said = long.reasons[-1].words
    assert said.startswith("About 1.50 times the channel's usual views of a first week at YouTube")
    assert "What such videos had: Long-form 1.50 times, of 4." in said
    assert short.expected
    assert [(part.value, part.videos) for part in short.expected.parts] == [("short", 5)]
    (untold, *_) = proposals(studio, DAY, ())
    assert untold.reasons[-1].words.startswith("Too few videos are a week old")
    assert untold.expected is None
    assert 0 < short.score < long.score <= 1
    assert short.near[0].title == "A short two"


def test_likeness_shows_the_nearest_and_nothing_that_shares_no_letters():
    found = nearest(
        "Why crows are so clever", ["Why octopuses are so clever", "Zzz", "Crows remember"]
    )
    assert [one.title for one in found] == ["Why octopuses are so clever", "Crows remember"]
    assert same_words("The crows, clever!") == same_words("clever crows")
    assert same_words("Das Meer") != same_words("Das Land")


def test_an_idea_becomes_a_brief_that_intake_can_read_whatever_its_words():
    studio = channel('Quotes: "x" --- # and\ttabs', {"about": "plain", "tags": ["a: b"]}, per_day=2)
    with_writer = studio.model_copy(
        update={"words": studio.words.model_copy(update={"provider": "openai"})}
    )
    import yaml

    for idea in proposals(studio, DAY, ()):
        text = as_brief(idea, with_writer).decode()
        front = yaml.safe_load(text.split("---\n")[1])
        assert front["topic"] == idea.about
        assert front["title"] == idea.title
        with pytest.raises(BadInput, match="nobody writes for the channel tales"):
            as_brief(idea, studio)
