"""Video IDs: readable, safe everywhere, and the same for the same video."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory.errors import BadInput
from factory.ids import (
    KEPT_CHARS,
    check_video_id,
    derived_id,
    free_video_id,
    new_video_id,
    slug,
)

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


def test_parts_of_two_long_titles_that_begin_alike_keep_their_own_ids():
    first, second = (
        new_video_id(
            "field-notes", f"The Secret History of the Roman Roads, part {part}", "en", DAY
        )
        for part in (1, 2)
    )
    made = {derived_id(one, part) for one in (first, second) for part in ("s001-s004", "zh-hant")}
    assert len(made) == 4
    assert all(one[:KEPT_CHARS] == first[:KEPT_CHARS] for one in made)
    assert derived_id("short", "de") == "short-de"


@pytest.mark.parametrize("value", ["preview-south-tales", "ideas-tales-20261127"])
def test_names_of_previews_and_of_charges_for_ideas_are_no_videos(value: str):
    with pytest.raises(BadInput, match="another `id`"):
        free_video_id(value)
    assert free_video_id(new_video_id(value.split("-")[0], "One", "en", DAY))
