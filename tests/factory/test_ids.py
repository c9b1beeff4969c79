"""Video IDs: readable, safe everywhere, and the same for the same video."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory.errors import BadInput
from factory.ids import check_video_id, new_video_id, slug

DAY = date(2026, 11, 21)


def test_an_id_tells_channel_day_and_title():
    made = new_video_id("lost-archives", "Roman Roads: Don't Bend!", "en", DAY)
    assert made.startswith("lost-archives-20261121-roman-roads-dont-bend-")


def test_the_same_video_has_the_same_id_and_another_language_another():
    first = new_video_id("demo", "Tower", "en", DAY)
    assert first == new_video_id("demo", "Tower", "en", DAY)
    assert first != new_video_id("demo", "Tower", "de", DAY)


def test_titles_that_look_alike_in_ascii_keep_different_ids():
    assert new_video_id("demo", "北京", "zh", DAY) != new_video_id("demo", "東京", "zh", DAY)


@given(st.text(max_size=300), st.text(max_size=60), st.text(max_size=10))
def test_any_title_makes_a_video_id(title: str, channel: str, language: str):
    made = new_video_id(channel, title, language, DAY)
    assert check_video_id(made) == made


@given(st.text(max_size=300), st.integers(1, 40))
def test_a_slug_is_short_and_plain(text: str, longest: int):
    made = slug(text, longest)
    assert len(made) <= longest
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@pytest.mark.parametrize(
    "value", ["", "ab", "-abc", "Abc", "a/b", "../x", "a\n", "abc\n", "a" * 64]
)
def test_what_is_no_video_id_is_refused(value: str):
    with pytest.raises(BadInput, match="wanted 3 to 63 of a-z"):
        check_video_id(value)
