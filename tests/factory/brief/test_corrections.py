"""A passage in place of another, wherever the brief breaks its lines."""

import pytest

from factory.brief.corrections import corrected
from factory.errors import BadInput

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
