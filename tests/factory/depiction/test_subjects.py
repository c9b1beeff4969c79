"""Subjects: what a scene only compares something with is not what it speaks of."""

import pytest

from factory.depiction.subjects import subjects, subjects_in


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("Boulders as large as cars.", "en", []),
        ("It went through the tunnel like a letter.", "en", ["tunnel"]),
        ("A bell as heavy as an elephant.", "en", ["bell"]),
        ("So groß wie ein Elefant.", "de", []),
        ("Tan grande como un elefante.", "es", []),
        ("She likes elephants.", "en", ["elephant"]),
    ],
)
def test_what_is_only_compared_with_is_not_shown(text: str, language: str, names: list[str]):
    assert [one.subject.name for one in subjects_in(text, language)] == names


def test_things_that_stand_alone_have_no_others_of_their_kind_behind_them():
    alone = {name for name in ("moon", "eiffel tower", "cow", "car") if subjects()[name].single}
    assert alone == {"moon", "eiffel tower"}


def test_what_a_video_is_about_says_what_its_words_mean():
    (crater,) = subjects_in("There was a crater.", "en", "Twelve Minutes to the Moon")
    assert crater.subject.name == "moon"
    assert [one.subject.name for one in subjects_in("There was a crater.", "en")] == ["volcano"]


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("They saw an iceberg.", "en", ["iceberg"]),
        ("Sea salt and a salt march.", "en", []),
        ("The boiler room was flooded.", "en", []),
        ("It was a wall of salt.", "en", ["salt"]),
        ("They sent it by telegraph.", "en", []),
        ("It is made of sugar.", "en", []),
        ("He found 71 land mines.", "en", []),
        ("A rat came.", "en", ["rat"]),
        ("Eine Krähe kam.", "de", ["crow"]),
        ("Sein Stammbaum.", "de", []),
        ("The lifeboat was full.", "en", ["rowing boat"]),
        ("Parliament voted.", "en", ["parliament", "ballot"]),
        ("The ice cap of Greenland.", "en", ["snow"]),
        ("Das Polarlicht stand am Himmel.", "de", ["northern lights"]),
    ],
)
def test_no_word_is_shown_by_another_thing(text: str, language: str, names: list[str]):
    assert [one.subject.name for one in subjects_in(text, language)] == names


@pytest.mark.parametrize("name", ["tree", "forest", "iceberg", "beach", "sea", "northern lights"])
def test_what_a_scenery_shows_better_than_a_sign_is_painted(name: str):
    assert subjects()[name].painted


def test_salt_is_of_the_sea_where_the_video_speaks_of_it_and_else_of_the_table():
    (table,) = subjects_in("Add some salt.", "en", "A soup for winter")
    (shore,) = subjects_in("Add some salt.", "en", "How Gandhi marched to the sea")
    assert (table.subject.name, shore.subject.name) == ("salt", "beach")


def test_leaves_are_those_of_autumn_in_a_video_about_it():
    (leaves,) = subjects_in("Why leaves turn red", "en")
    assert leaves.subject.name == "autumn leaf"
