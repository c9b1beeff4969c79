"""Picture prompts: what a picture can show of a scene's words."""

from hypothesis import given
from hypothesis import strategies as st

from factory.pictures.prompts import FALLBACK, MOST_WORDS, picture_prompt


def test_what_can_be_seen_comes_first():
    prompt = picture_prompt("The patient storm carried off the beach and the dunes.", "A Walk")
    assert prompt == "storm, beach, dunes, patient, carried"


def test_names_and_numbers_are_left_out():
    prompt = picture_prompt("In 1698 Henry Winstanley lit 60 candles in his Tower by the sea.", "x")
    assert prompt == "candles, tower, sea"


def test_a_scene_with_nothing_to_see_borrows_from_title_and_description():
    prompt = picture_prompt("They waited and hoped.", "The Lighthouse", "Dunes in fog, no music.")
    assert sorted(prompt.split(", ")[:2]) in (
        ["dunes", "lighthouse"],
        ["dunes", "fog"],
        ["fog", "lighthouse"],
    )


def test_a_scene_rich_in_images_borrows_nothing():
    assert "lighthouse" not in picture_prompt("Snow fell on the forest road.", "The Lighthouse")


def test_other_languages_keep_their_longer_words():
    prompt = picture_prompt("Der alte Leuchtturm stand im Sturm.", "Der Turm", language="de-AT")
    assert prompt == "leuchtturm, stand, sturm"


def test_a_dark_suit_is_no_night_and_what_is_not_there_is_not_shown():
    assert picture_prompt("A man in a dark suit rowed a boat.", "x") == "man, boat, suit, rowed"
    assert "dark" in picture_prompt("They rowed over dark water.", "x").split(", ")
    assert "ship" not in picture_prompt("There was no ship on the lake.", "x").split(", ")


def test_words_that_show_nothing_give_a_quiet_landscape():
    assert picture_prompt("It was so.", "1984") == FALLBACK


@given(st.text(max_size=300), st.text(max_size=60), st.sampled_from(["en", "de", "ja"]))
def test_a_prompt_is_short_plain_and_always_the_same(text: str, title: str, language: str):
    prompt = picture_prompt(text, title, "", language)
    assert prompt == picture_prompt(text, title, "", language)
    assert 1 <= len(prompt.split(", ")) <= MOST_WORDS
    assert "\n" not in prompt
