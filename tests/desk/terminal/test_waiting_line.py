"""A command that lasts says what it waits for, until its first word or question; in a pipe it says nothing of it."""

import os
import subprocess
import sys

import pytest

from tests.pseudo_terminal import PseudoTerminal

WAITS = """
import sys
from desk.terminal.waiting_line import WaitingLine
with WaitingLine(after_seconds=0.01):
    sys.stdin.readline()
    print("a table")
"""

SAYS = "Loading the factory, 0 s"
ASKED = """
import os, sys, threading
import click
from desk.terminal.waiting_line import WaitingLine
os.open(os.ttyname(0), os.O_RDWR)
with WaitingLine(after_seconds=0.01):
    sys.stdin.readline()
    {asks}
    [one.join(1) for one in threading.enumerate() if one.name == "waiting line"]
    print("answered")
"""
"""It waits, asks, and after the answer leaves the line's thread all the time it wants to draw once more."""

LOOKS = """
import sys, threading
from rich.console import Console
from desk.terminal.progress import screen_for
from desk.terminal.waiting_line import WaitingLine
with WaitingLine(after_seconds=0.01):
    sys.stdin.readline()
    {begins}
        sys.stdin.readline()
        [one.join(1) for one in threading.enumerate() if one.name == "waiting line"]
"""
BARS = "with screen_for(Console(stderr=True)) as screen:"
ANOTHER = "import contextlib, io\n    with contextlib.redirect_stderr(io.StringIO()):"


def test_on_a_terminal_it_is_said_until_the_first_word_and_then_erased():
    with PseudoTerminal([sys.executable, "-c", WAITS], os.environ) as terminal:
        while "Loading the factory, 0 s" not in terminal.drawn:
            assert terminal.draws()
        assert terminal.process.stdin is not None
        terminal.process.stdin.write(b"\n")
        terminal.process.stdin.flush()
        assert terminal.to_its_end() == 0
    assert terminal.drawn.endswith("\r\x1b[Ka table\r\n")


def test_in_a_pipe_nothing_is_added():
    done = subprocess.run(
        [sys.executable, "-c", WAITS], input="\n", capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("a table\n", "")


@pytest.mark.parametrize(
    ("asks", "question"),
    [
        ('click.confirm("A preview for 3 USD?", abort=True)', "A preview for 3 USD? [y/N]: "),
        ('click.confirm("It costs 3 USD?", abort=True, err=True)', "It costs 3 USD? [y/N]: "),
        ('click.prompt("Type its ID")', "Type its ID: "),
        ('click.prompt("Password", hide_input=True)', "Password: "),
    ],
)
def test_a_question_takes_the_place_of_the_line_and_nothing_is_written_over_it(asks, question):
    program = [sys.executable, "-c", ASKED.format(asks=asks)]
    with PseudoTerminal(program, os.environ, keyboard=True) as terminal:
        terminal.draws_until(SAYS)
        terminal.types("\n")
        terminal.draws_until(question)
        terminal.types("y\n")
        assert terminal.to_its_end() == 0
    before, after = terminal.drawn.split(question)
    assert before.endswith("\r\x1b[K")
    assert "Loading" not in after
    assert after.endswith("answered\r\n")


@pytest.mark.parametrize("begins", [BARS, ANOTHER])
def test_what_draws_on_stderr_itself_ends_the_line(begins):
    program = [sys.executable, "-c", LOOKS.format(begins=begins)]
    with PseudoTerminal(program, os.environ) as terminal:
        terminal.draws_until(SAYS)
        assert terminal.process.stdin is not None
        terminal.process.stdin.write(b"\n")
        terminal.process.stdin.flush()
        terminal.draws_until("\r\x1b[K\x1b[?25l" if begins == BARS else SAYS)
        terminal.process.stdin.write(b"\n")
        terminal.process.stdin.flush()
        assert terminal.to_its_end() == 0
    assert "Loading" not in terminal.drawn.rpartition("\r\x1b[K")[2]


def test_words_on_stderr_begin_a_line_of_their_own():
    says = WAITS.replace('print("a table")', 'print("a problem", file=sys.stderr)')
    with PseudoTerminal([sys.executable, "-c", says], os.environ) as terminal:
        terminal.draws_until(SAYS)
        assert terminal.process.stdin is not None
        terminal.process.stdin.write(b"\n")
        terminal.process.stdin.flush()
        assert terminal.to_its_end() == 0
    assert terminal.drawn.endswith("\r\x1b[Ka problem\r\n")
