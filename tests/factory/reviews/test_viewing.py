"""How much of a master was really played."""

import pytest
from pydantic import ValidationError

from factory.reviews.viewing import Note, Viewing, merged


def test_what_was_played_twice_counts_once():
    assert Viewing(played=((0, 10), (5, 12), (40, 50))).share_of(50) == 0.44


def test_ranges_outside_of_the_master_and_backwards_count_nothing():
    assert merged([(-5, 2), (9, 3), (48, 99), (60, 70)], 50) == [(0.0, 2), (48, 50)]


def test_nobody_can_say_what_was_played_of_a_master_without_a_length():
    assert Viewing(played=((0, 10),)).share_of(None) is None
    assert Viewing().share_of(50) is None


@pytest.mark.parametrize(("at", "words"), [(-1, "x"), (1, ""), (1, "x" * 501), (float("nan"), "x")])
def test_a_note_has_a_second_and_words(at: float, words: str):
    with pytest.raises(ValidationError):
        Note(at=at, words=words)
