"""A factory of one person, and its command line: in processes of its own, or in this one."""

import io
import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

from desk.terminal.cli import main
from tests.end_to_end.factory_process import environment, run
from tests.pseudo_terminal import PseudoTerminal

WORDS = """\
On the second of September 1752, the people of London went to bed. When they woke, it was the
fourteenth.

Nobody had slept for twelve days. Parliament had changed the calendar, and eleven days had simply
been taken away.

Landlords asked for a full month of rent. Birthdays vanished. And in one small town, the story
goes, a clockmaker refused to move the hands of his best clock.

It ran eleven days behind for the rest of his life, and he was never late for anything.
"""
"""Enough for a Short."""

BRIEF = """---
channel: demo
format: draft
title: The clock that lost a day
---
On the second of September 1752, the people of London went to bed. When they woke, it was the
fourteenth.

Parliament had changed the calendar, and eleven days had simply been taken away.

Landlords asked for a full month of rent. In one small town a clockmaker refused to move
the hands of his best clock.
"""


@dataclass
class Studio:
    """A home, a database, and a brief."""

    home: Path
    database: str
    brief: Path
    vendors: Mapping[str, str] = field(default_factory=dict)
    """What points the clients of this process at emulated vendors."""

    def process(self, *args: str) -> str:
        """Run a command that succeeds as a process of its own; return what it printed."""
        return run(self.home, self.database, *args)

    def terminal(self, *args: str) -> PseudoTerminal:
        """Run a command on a terminal of its own, to its end; it succeeds."""
        command = [sys.executable, "-m", "desk", *args]
        with PseudoTerminal(command, environment(self.home, self.database)) as terminal:
            assert terminal.to_its_end() == 0, terminal.drawn
        return terminal

    def factory(self, *args: str) -> str:
        """Run a command that succeeds; return what it printed."""
        code, said, complaints = self._run(*args)
        assert code == 0, said + complaints
        return said

    def refused(self, *args: str) -> str:
        """Run a command that fails; return what it said."""
        code, said, complaints = self._run(*args)
        assert code != 0, said
        return said + complaints

    def shown(self, video: str) -> dict:
        """Return what `factory show --json` says."""
        return json.loads(self.factory("show", video, "--json"))

    def only(self) -> dict:
        """Return the same of the one video there is."""
        (video,) = json.loads(self.factory("list", "--json"))
        return self.shown(video["video_id"])

    def _run(self, *args: str) -> tuple[int, str, str]:
        """Run the command line in this process: the same words and code, without its start."""
        said, complaints, code = io.StringIO(), io.StringIO(), 0
        with (
            _as_started(
                {**environment(self.home, self.database), **self.vendors}, ["factory", *args]
            ),
            redirect_stdout(said),
            redirect_stderr(complaints),
        ):
            try:
                main()
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else int(end.code is not None)
        return code, said.getvalue(), complaints.getvalue()


@contextmanager
def _as_started(variables: Mapping[str, str], arguments: list[str]) -> Iterator[None]:
    """Give this process what a new one is given, and its own things back afterwards."""
    before, given, mask = dict(os.environ), sys.argv, os.umask(0o022)
    try:
        os.environ.clear()
        os.environ.update(variables)
        sys.argv = arguments
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        sys.argv = given
        os.umask(mask)
