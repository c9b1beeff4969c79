"""Sentences: cut where a reader takes breath, in several languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory.text.languages import count_words
from factory.text.sentences import MAX_CHARS, sentences

MANY = 100.0


@pytest.mark.parametrize(
    ("language", "cut"),
    [
        ("en", ["Dr. Smith paid $3.5 in 1912.", "He smiled."]),
        ("en", ["It was... odd.", "“Really?” she said.", '"Go!"', "He went."]),
        ("en", ["He met J. R. R. Tolkien at 6 a.m. on a Sunday.", "They walked."]),
        ("en", ["We left at 5 p.m. Monday.", "It cost approx. 3 million."]),
        ("en", ["Version 2.0.1 is out.", "Pi is 3.14.", "No. 5 was alive."]),
        ("en", ["(It was late.)", "See Fig. 3 for more."]),
        ("en", ["Then it ended…", "Then it began again… and again."]),
        ("en", ["U.S. troops came.", "St. Mary wept.", "Wait!", "What?!"]),
        ("es", ["¿Qué pasa?", "¡Nada!", "El Sr. López pagó 3,5 euros."]),
        ("de", ["Am 9. Juli 1999 war es z. B. kalt.", "Das ist gut."]),
        ("fr", ["M. Dupont est là.", "« Vraiment ? » dit-il.", "Oui !"]),
        ("en-GB", ["Mr. Bell rang.", "Mrs. Bell did not."]),
        ("en", ["The tank held 22,300 lbs. of fuel.", "It is 0.45 kg. -- about 2.2x less."]),
        ("en", ["He flew at 41,000 ft. over Ontario.", "iPhone users flew too."]),
        ("de", ["Der 1. Platz ging an Ludwig XIV. von Frankreich.", "Er war 29.", "Dann kam er."]),
        ("es", ["Vive en la Av. Mayor núm. 5.", "El 1.º de mayo murió."]),
        ("fr", ["M. et Mme. Durand pèsent 5 kg. en tout.", "Oui."]),
        ("it", ["Il Sig. Rossi legge.", "Vedi pag. 5."]),
        ("tlh", ["Hello there.", "Again."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(language: str, cut: list[str]):
    assert sentences(" ".join(cut), language, MANY) == cut


@pytest.mark.parametrize(
    ("language", "cut"),
    [
        ("ja", ["今日は雨です。", "明日は晴れ!", "はい。"]),
        ("zh", ["真的吗?", "是的!", "他走了。"]),
    ],
)
def test_scripts_without_spaces_are_cut_too(language: str, cut: list[str]):
    assert sentences("".join(cut), language, MANY) == cut


def test_a_sentence_too_long_for_its_scene_is_cut_where_a_clause_ends():
    text = (
        "The wind had broken the glass and the lamp was cold; the sea was rising, "
        "and nobody on the shore could see that the tower still stood."
    )
    assert sentences(text, "en", 16) == [
        "The wind had broken the glass and the lamp was cold;",
        "the sea was rising, and nobody on the shore could see that the tower still stood.",
    ]
    assert sentences(text, "en", 14)[1:] == [
        "the sea was rising,",
        "and nobody on the shore could see that the tower still stood.",
    ]


def test_a_long_sentence_is_not_cut_after_an_abbreviation():
    text = (
        "The lecture that was held in the old town hall by Dr. Martin of St. Ives was heard, "
        "or so it says in No. 5 of the old paper, by no more than seven people."
    )
    for part in sentences(text, "en", 12):
        assert part.endswith((",", "people."))


def test_a_long_sentence_without_a_clause_is_left_whole():
    text = "The old grey lighthouse keeper slowly carried seven heavy lanterns upstairs."
    assert sentences(text, "en", 5) == [text]


@pytest.mark.parametrize("text", ["...", "— “”", "🌊🌊", "", "  "])
def test_what_nobody_can_say_is_no_sentence(text: str):
    assert sentences(text, "en", MANY) == []


@given(st.text(alphabet="abc ABC.,;!?…\"“”()—12'", max_size=900), st.floats(3, 50))
def test_no_word_is_lost_and_no_sentence_is_endless(text: str, max_words: float):
    paragraph = " ".join(text.split())
    found = sentences(paragraph, "en", max_words)
    letters = [c for c in paragraph if c.isalnum()]
    assert [c for part in found for c in part if c.isalnum()] == letters
    assert all(len(part) <= MAX_CHARS and part == part.strip() for part in found)


@pytest.mark.parametrize(
    ("text", "count"),
    [("one two — three", 3), ("今日は雨です", 3), ("don't stop", 2), ("...", 0), ("東京 Tower", 2)],
)
def test_words_are_counted_in_any_script(text: str, count: int):
    assert count_words(text) == count
