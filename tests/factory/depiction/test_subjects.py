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
