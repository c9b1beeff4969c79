"""Two spellings of the same speech come out alike."""

import pytest

from factory.speech.word_folding import folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fifteen hundred feet", "1,500 feet"),
        ("one thousand five hundred", "fifteen hundred"),
        ("a hundred and twenty feet", "120 feet"),
        ("nineteen ninety-nine", "1999"),
        ("nineteen oh five", "1905"),
        ("two thousand and five", "2005"),
        ("two million five", "2,000,005"),
        ("the twenty-third step", "the 23rd step"),
        ("tenth", "10th"),
        ("zero point five", "0.5"),
        ("ten to twenty dollars", "$10-$20"),
        ("the lighthouse's door", "the lighthouses door"),
        ("its keepers’ harbour", "its keepers harbor"),
        ("It's", "it is"),
        ("they can't and won't", "they cannot and will not"),
        ("coloured centre, organised plough", "colored center organized plow"),
        ("five per cent", "5%"),
        ("a sea-wall", "a sea wall"),
    ],
)
def test_two_spellings_of_the_same_speech_are_the_same(one: str, other: str):
    assert folded(one) == folded(other)


def test_numbers_are_one_word_of_digits_each():
    assert folded("Nearly five thousand tons, three jacks") == [
        "nearly",
        "5000",
        "tons",
        "3",
        "jacks",
    ]
    assert folded("a thousand years and five days") == ["1000", "years", "and", "5", "days"]


def test_what_sounds_otherwise_stays_so():
    assert folded("fifteen") != folded("fifty")
    assert folded("twenty-three") != folded("twenty-third")
    assert folded("a second later") == ["a", "second", "later"]
