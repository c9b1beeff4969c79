"""Pasted text: what is no prose is left out or told, and prose stays as it was."""

import pytest

from factory.text.markdown import speakable
from factory.text.unspoken_passages import direction_in, table_lines, without_directions


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("It ran out.[3][4] Then it fell.", "It ran out. Then it fell."),
        ("They said [1] so [citation needed] twice.", "They said so twice."),
        ("Fuel,[a] oil[12, 13] and air.[1–3]", "Fuel, oil and air."),
        (
            "He [the pilot] glided; [t]he tower saw it.",
            "He [the pilot] glided; [t]he tower saw it.",
        ),
        ("A rose\\\nis a rose  \nis a rose.", "A rose, is a rose, is a rose."),
    ],
)
def test_marks_of_citation_are_no_words_and_broken_lines_are_pauses(written: str, words: str):
    assert speakable(written) == words


def test_a_table_is_found_by_its_first_line():
    text = "One.\n\n| Boat | Bread |\n|---|---|\n| A | 3 |\n\nTwo | three.\n| alone |\n"
    assert table_lines(text) == [3]


def test_directions_are_dropped_and_all_else_stays():
    text = (
        "**NARRATOR:** It stood.\n\n[SCENE: a pier]\n\nCUT TO:\n\n"
        "He [the pilot] said: go. [MUSIC FADES]\nHost: Now."
    )
    kept = without_directions(text)
    assert kept.split("\n\n")[0] == "It stood."
    assert "He [the pilot] said: go." in kept
    assert not any(direction_in(line) for line in kept.split("\n"))
    assert "Now." in kept
    assert direction_in("The host: a man of few words.") is None
