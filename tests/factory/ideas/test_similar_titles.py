"""What was told before: by meaning where that is known, else by letters; shown, never refused."""

from datetime import date, timedelta

import numpy as np
import pytest

from factory.channel.channel import Channel
from factory.ideas.duplicate_check import Told
from factory.ideas.proposal import proposals
from factory.ideas.similar_titles import EarlierTitles, Vector

DAY = date(2026, 11, 27)
SYRUP, RETOLD = "The flood of molasses in Boston", "A wave of syrup drowns a neighbourhood"
BEER, CHESS = "The flood of beer in London", "Why chess has a queen"


def at(**degrees: float) -> dict[str, Vector]:
    names = {"syrup": SYRUP, "retold": RETOLD, "beer": BEER, "chess": CHESS}
    return {
        names[one]: np.array([np.cos(np.radians(turned)), np.sin(np.radians(turned))], np.float32)
        for one, turned in degrees.items()
    }


MEANT = at(syrup=0, retold=60, beer=65, chess=95)


def test_by_meaning_the_nearest_come_first_and_what_may_be_the_same_is_said():
    near = EarlierTitles([CHESS, BEER, RETOLD], MEANT).nearest(SYRUP)
    assert [one.title for one in near] == [RETOLD, BEER]
    assert [one.likeness for one in near] == pytest.approx([0.5, 0.423])
    assert {(one.by, one.perhaps_the_same) for one in near} == {("meaning", True)}
    (far,) = EarlierTitles([RETOLD], {**MEANT, **at(retold=75)}).nearest(SYRUP)
    assert not far.perhaps_the_same


def test_without_a_model_letters_are_compared_and_nothing_is_said_of_the_story():
    near = EarlierTitles([CHESS, BEER, RETOLD], {}).nearest(SYRUP)
    assert near[0].title == BEER
    assert {(one.by, one.perhaps_the_same) for one in near} == {("letters", False)}
    assert EarlierTitles([], MEANT).nearest(SYRUP) == ()


def test_a_retelling_is_proposed_with_its_forerunner_and_the_same_words_are_not():
    studio = Channel.model_validate(
        {
            "name": "tales",
            "title": "Tales",
            "format": "short",
            "ideas": {"topics": [SYRUP, "In Boston: the molasses flood"], "per_day": 5},
        }
    )
    told = [Told(RETOLD, DAY - timedelta(days=9), "approved")]
    (first, _) = sorted(
        proposals(studio, DAY, told, vectors=MEANT), key=lambda one: one.title, reverse=True
    )
    assert (first.title, first.near[0].title, first.near[0].by) == (SYRUP, RETOLD, "meaning")
    assert "50%" in next(one.words for one in first.reasons if one.name == "novelty")
    told.append(Told(SYRUP, DAY - timedelta(days=8), "rejected"))
    assert proposals(studio, DAY, told, vectors=MEANT) == []
