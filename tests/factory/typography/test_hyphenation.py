"""Hyphens: where a word that is too long for its line is cut."""

import unicodedata

import pytest

from factory.typography.line_breaking import Part, broken


def pieces_of(word: str, room: int, language: str) -> list[str]:
    return [part.text for part in broken(Part(word, 0, True), len, room, language)]


@pytest.mark.parametrize(
    ("language", "word", "pieces"),
    [
        ("de", "Straßenbahnüberführung", "Straßenbahn- überführung"),
        ("de-AT", "Haushaltsüberwachung", "Haushalts- überwachung"),
        ("en", "internationalization", "internation- alization"),
        ("en-AU", "counterrevolutionaries", "counterre- volutionaries"),
        ("ru", "Достопримечательность", "Достоприме- чательность"),
        ("el", "αντιδημοκρατικός", "αντιδημο- κρατικός"),
        ("no", "menneskerettigheter", "menneskeret- tigheter"),
        ("fr", "l’anticonstitutionnalité", "l’anticonsti- tutionnalité"),
        ("en", "bookkeeping-department", "bookkeeping- department"),
    ],
)
def test_a_long_word_is_cut_as_its_language_does(language: str, word: str, pieces: str):
    assert " ".join(pieces_of(word, 14, language)) == pieces


@pytest.mark.parametrize(
    ("language", "word", "pieces"),
    [
        ("", "internationalization", "internatio- nalization"),
        ("?", "internationalization", "internatio- nalization"),
        ("tr", "uluslararasılaştırma", "uluslarara- sılaştırma"),
        ("en", "Достопримечательность", "Достоприме- чательность"),
        ("en", "αντιδημοκρατικός", "αντιδη- μοκρατικός"),
        ("en", "example.com/path?query=string", "example. com/path? query=string"),
        ("ja", "東京都特許許可局長今日東京都庁前", "東京都特許許可局 長今日東京都庁前"),
        ("en", "wwwwwwwwwwwwwwwwwwww", "wwwwwwwwww- wwwwwwwwww"),
    ],
)
def test_where_no_dictionary_is_a_rule_cuts_between_syllables(
    language: str, word: str, pieces: str
):
    assert " ".join(pieces_of(word, 14, language)) == pieces


def test_a_word_keeps_its_spelling_where_its_language_would_change_it():
    assert pieces_of("asszonnyal", 8, "hu") == ["asszon-", "nyal"]


def test_marks_that_stand_apart_do_not_move_a_cut():
    apart = unicodedata.normalize("NFD", "Haushaltsüberwachung")
    assert pieces_of(apart, 15, "de") == ["Haushalts-", unicodedata.normalize("NFD", "überwachung")]


@pytest.mark.parametrize("room", [3, 5, 9])
def test_pieces_fit_whatever_the_room(room: int):
    word = "Rindfleischetikettierungsüberwachungsaufgabe"
    found = pieces_of(word, room, "de")
    assert max(map(len, found)) <= room
    assert "".join(text.rstrip("-") for text in found) == word


def test_what_is_no_word_at_all_is_cut_at_once():
    assert len(pieces_of("w" * 3000, 21, "en")) == 150
