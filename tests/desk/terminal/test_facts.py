"""Facts on a terminal: lines are broken between words, colours and all."""

import click

from desk.terminal.facts import fitted

ROOM = 40
LINE = "Thu 2026-11-26 17:00  out  youtube  the-lighthouse-that-walked  The Lighthouse That Walked"


def test_a_line_of_a_table_is_broken_between_words():
    lines = fitted(LINE, ROOM).splitlines()
    assert max(map(len, lines)) <= ROOM
    assert " ".join(" ".join(lines).split()) == " ".join(LINE.split())
    assert fitted("short", ROOM) == "short"


def test_a_coloured_line_is_as_wide_as_what_is_seen_of_it():
    red = click.style(LINE[:38], fg="red")
    assert fitted(red, ROOM) == red
    broken = fitted(click.style(LINE, fg="red"), ROOM)
    assert broken.startswith("\x1b[31m") and broken.endswith("\x1b[0m")
    assert max(len(click.unstyle(line)) for line in broken.splitlines()) <= ROOM
