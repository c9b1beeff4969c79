"""Denials and comparisons: what a text says is there is shown, what it denies or compares with is not."""

import pytest

from factory.depiction.subjects import subjects_in


def named(text: str, language: str) -> set[str]:
    return {one.subject.name for one in subjects_in(text, language)}


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("It was no ordinary ship.", "en", "ship"),
        ("No other ship was so big.", "en", "ship"),
        ("No ship was bigger than the Titanic.", "en", "ship"),
        ("Without help soldiers starved.", "en", "war"),
        ("No wonder kings feared it.", "en", "crown"),
        ("They did not see the ship.", "en", "ship"),
        ("It could not swim with a horse.", "en", "horse"),
        ("Not only a ship was lost.", "en", "ship"),
        ("No solo barcos llegaron.", "es", "ship"),
        ("Sin embargo barcos llegaron.", "es", "ship"),
        ("No era un barco cualquiera.", "es", "ship"),
        ("Es war kein gewöhnlicher Zug.", "de", "train"),
        ("Kein anderes Schiff war so groß.", "de", "ship"),
        ("Keine Stadt ist älter als Jericho.", "de", "city"),
        ("Noch ein Schiff kam.", "de", "ship"),
        ("Nicht das Schiff, sondern der Zug.", "de", "train"),
    ],
)
def test_what_is_there_all_the_same_is_shown(text: str, language: str, name: str):
    assert named(text, language) == {name}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("He did not have a horse.", "en"),
        ("They didn’t own a single ship.", "en"),
        ("She had never seen a ship.", "en"),
        ("Neither ship nor train was there.", "en"),
        ("There was no wooden ship.", "en"),
        ("Er hatte nie ein Schiff gesehen.", "de"),
        ("Es war nicht ein einziges Schiff da.", "de"),
        ("Weder Schiff noch Zug kamen.", "de"),
        ("Nunca vio un barco.", "es"),
        ("No tenía caballo.", "es"),
        ("Ni barco ni tren.", "es"),
    ],
)
def test_what_is_denied_is_not_shown(text: str, language: str):
    assert named(text, language) == set()


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("As soon as the train arrived.", "en", "train"),
        ("As long as the king lived.", "en", "crown"),
        ("I would like the apple.", "en", "apple"),
        ("They like the apple.", "en", "apple"),
        ("More than a hundred ships came.", "en", "ship"),
        ("He worked as a surgeon.", "en", "doctor"),
        ("Im Sommer als der König kam.", "de", "crown"),
    ],
)
def test_words_that_often_compare_do_not_always(text: str, language: str, name: str):
    assert named(text, language) == {name}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("It weighs more than an elephant.", "en"),
        ("It was heavier than the elephant.", "en"),
        ("It had the size of an elephant.", "en"),
        ("He was brave as a lion.", "en"),
        ("It is as long as a ship.", "en"),
        ("Es wog mehr als ein Elefant.", "de"),
        ("Er war stark wie ein Löwe.", "de"),
        ("Pesa más que un elefante.", "es"),
        ("Fuerte como un elefante.", "es"),
    ],
)
def test_what_is_compared_with_is_not_shown(text: str, language: str):
    assert named(text, language) == set()


@pytest.mark.parametrize(
    ("text", "main"),
    [
        ("In 1944 soldiers landed.", {"war"}),
        ("By 1900 horses filled it.", {"horse"}),
        ("The ship exists.", {"ship"}),
        ("The elephant insists.", {"elephant"}),
        ("With 20 horses he came.", set()),
        ("The train specialists came.", set()),
    ],
)
def test_what_follows_a_year_or_stands_before_a_verb_is_not_aside(text: str, main: set[str]):
    assert {one.subject.name for one in subjects_in(text, "en") if not one.aside} == main


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The storm of 1953 came.", {"storm"}),
        ("The army of Napoleon froze.", {"line infantry"}),
        ("The mountains of Peru are high.", {"mountains"}),
        ("It was a storm of protest.", set()),
        ("An army of helpers came.", set()),
        ("They climbed mountains of debt.", {"coins"}),
    ],
)
def test_a_storm_is_one_but_before_a_noun_alone(text: str, names: set[str]):
    assert named(text, "en") - {"climber"} == names
