"""Company: a word is taken in the meaning that its neighbours, and the title, give it."""

import pytest

from tests.factory.depiction.test_planner import planned


@pytest.mark.parametrize(
    ("text", "language", "shows"),
    [
        ("The Hebrew letters were carved in stone.", "en", "alphabet"),
        ("He wrote a letter to his mother.", "en", "letter"),
        ("They count 22 letters in the Hebrew alphabet.", "en", "alphabet"),
        ("The bank lent them all of it.", "en", "bank"),
        ("The river bank was muddy.", "en", "valley"),
        ("The letters were set in type.", "en", "letter"),
    ],
)
def test_words_of_several_meanings_are_taken_in_that_of_their_company(
    text: str, language: str, shows: str
):
    (shown,) = planned(text, language=language)
    assert shows == (shown.subject.name if shown.subject else shown.shows)


@pytest.mark.parametrize(
    ("text", "shows"),
    [
        ("The boots were frozen in the snow.", "boot"),
        ("The queen lays eggs in the hive.", "bee"),
        ("Pour the oil over the dough.", "olive"),
        ("The warship set its sails.", "sailing ship"),
        ("The machine played chess.", "chess"),
        ("The Japanese train was late.", "bullet train"),
        ("The train was late.", "train"),
        ("The locomotive hissed.", "steam train"),
        ("Soldiers of the First World War wore it.", "war"),
        ("Soldiers fought there in 1944.", "war"),
        ("Soldiers fought there in 1644.", "sword"),
        ("The queen lays two eggs, and bees feed the larvae.", "brood"),
        ("A pigeon brought it home.", "dove"),
        ("A tern crosses the ocean.", "bird"),
        ("They flew past Jupiter.", "jupiter"),
        ("The highest point on Earth.", "mood"),
        ("It does not burn anything.", "mood"),
    ],
)
def test_a_word_is_taken_in_the_meaning_of_its_company(text: str, shows: str):
    assert [one.shows for one in planned(text)] == [shows]


def test_what_title_and_description_name_says_what_a_tower_is():
    told = "The Tower That Walked. How the tallest lighthouse in America stepped back."
    shown = planned("There it stands, a tower.", "Its lamp was lit again.", title=told)
    assert [one.subject.name for one in shown if one.subject] == ["lighthouse", "lighthouse"]


def test_where_a_club_plays_is_shown_by_its_game():
    (shown,) = planned("Tottenham drew at Chelsea, and the football team went mad.")
    assert shown.shows == "football"
