"""Words as letters: where long ones are cut, and what they are in capitals."""

import pytest

from factory.text.capitals import capitals
from factory.typography.line_breaking import Part, broken


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        (
            "Donaudampfschifffahrtsgesellschaftskapitän",
            "Donaudampf- schifffahrts- gesellschafts- kapitän",
        ),
        ("internationalization", "internatio- nalization"),
        ("Достопримечательность", "Достоприме- чательность"),
        ("αντιδημοκρατικός", "αντιδη- μοκρατικός"),
        ("bookkeeping-department", "bookkeeping- department"),
        ("example.com/path?query=string", "example. com/path? query=string"),
        ("東京都特許許可局長今日東京都庁前", "東京都特許許可局 長今日東京都庁前"),
        ("wwwwwwwwwwwwwwwwwwww", "wwwwwwwwww- wwwwwwwwww"),
    ],
)
def test_a_long_word_is_cut_between_syllables(word: str, pieces: str):
    found = [part.text for part in broken(Part(word, 0, True), len, 14)]
    assert " ".join(found) == pieces


@pytest.mark.parametrize("room", [3, 5, 9])
def test_pieces_fit_whatever_the_room(room: int):
    word = "Rindfleischetikettierungsüberwachungsaufgabe"
    found = [part.text for part in broken(Part(word, 0, True), len, room)]
    assert max(map(len, found)) <= room
    assert "".join(text.rstrip("-") for text in found) == word


def test_what_is_no_word_at_all_is_cut_at_once():
    assert len(broken(Part("w" * 3000, 0, True), len, 21)) == 150


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("Größe", "de", "GRÖSSE"),
        ("istanbul", "tr", "İSTANBUL"),
        ("ışık içinde", "", "IŞIK İÇİNDE"),
        ("istanbul", "en-GB", "ISTANBUL"),
        ("ο ήλιος δύει, Μαΐου", "el", "Ο ΗΛΙΟΣ ΔΥΕΙ, ΜΑΪΟΥ"),
        ("été naïve ёлка", "fr", "ÉTÉ NAÏVE ЁЛКА"),
    ],
)
def test_capitals_are_those_of_the_language(text: str, language: str, wanted: str):
    assert capitals(text, language) == wanted
