"""A command that lasts says what it waits for, until its first word; in a pipe it says nothing of it."""

import os
import subprocess
import sys

from tests.pseudo_terminal import PseudoTerminal

WAITS = """
import sys
from desk.terminal.waiting_line import WaitingLine
with WaitingLine(after_seconds=0.01):
    sys.stdin.readline()
    print("a table")
"""


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
