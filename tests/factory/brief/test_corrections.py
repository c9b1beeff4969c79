"""A passage in place of another, wherever the brief breaks its lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory.brief.corrections import corrected
from factory.errors import BadInput
from factory.text.markdown import speakable, written

WORDS = "## The box\n\nNobody could open\nit.  It held one dry rose.\n\nNobody knows why."


def test_one_passage_is_changed_and_everything_else_stays_to_the_letter():
    changed = corrected(WORDS, "Nobody could open it. It held one dry rose.", "It held a feather.")
    assert changed == "## The box\n\nIt held a feather.\n\nNobody knows why."


def test_a_passage_that_stands_there_twice_or_not_at_all_is_refused():
    with pytest.raises(BadInput, match="2 times"):
        corrected(WORDS, "Nobody", "Somebody")
    with pytest.raises(BadInput, match="not at all"):
        corrected(WORDS, "Everybody", "Somebody")
    with pytest.raises(BadInput, match="not at all"):
        corrected(WORDS, " ", "Somebody")


def test_nothing_is_left_out_by_an_empty_correction():
    with pytest.raises(BadInput, match="nothing is left"):
        corrected(WORDS, "Nobody knows why.", "  \n")


def test_signs_of_patterns_are_signs():
    assert corrected("Why (not)? $5.", "(not)? $5.", r"\1 so") == r"Why \1 so"


def test_what_is_typed_stands_there_to_the_letter():
    assert corrected("One. Two.", "Two.", "- *Two*  and\n[three](x).\n\n\n1. Four.") == (
        "One. - *Two* and [three](x).\n\n1. Four."
    )


def test_a_passage_that_overlaps_itself_is_no_single_one():
    with pytest.raises(BadInput, match="2 times"):
        corrected("ha ha ha", "ha ha", "ho")


def test_a_long_passage_is_looked_for_once():
    """As a pattern it took minutes: every word began it anew."""
    words = "a " * 200_000
    with pytest.raises(BadInput, match="not at all"):
        corrected(words, "a " * 100_000 + "b", "c")


ODD = st.text(alphabet="ab1 .)\n*_[]()<>`~#&;-+!\\:/=|x", max_size=60)


@given(st.one_of(ODD, st.text(max_size=40)))
def test_words_written_into_a_file_are_read_back_to_the_letter(text: str):
    words = speakable(text)
    assert speakable(written(words)) == words


@given(st.lists(ODD, min_size=1, max_size=4))
def test_words_with_any_signs_are_read_back_to_the_letter(texts: list[str]):
    """As a person types them on the desk, where a sign means itself."""
    lines = [" ".join(text.split()).lstrip("# ") for text in texts]
    words = "\n\n".join(line for line in lines if line)
    assert speakable(written(words)) == words


@pytest.mark.parametrize(
    "words",
    ["A \\*star\\* stays.", "Two * three = six.", "&lt;b&gt; is a tag.", "1\\. is a number."],
)
def test_plain_words_stay_plain(words: str):
    assert written("It was 5 o'clock (at night), - so.") == "It was 5 o'clock (at night), - so."
    assert written(speakable(words)).count("&#") == 0
