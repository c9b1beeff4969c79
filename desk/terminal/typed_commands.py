"""How a command is typed here: in the sandbox by `make sandbox`, else by its name, or its path."""

import os
import re
import shlex
import shutil
import sys
from pathlib import Path

import click

from desk.terminal.wrapping import room_of, wrapped
from wiring.home import this_home

_COMMAND = re.compile(r"`factory ([^`\n]+)`")


def typed(said: str) -> str:
    """Return a text with its commands as they reach the home it speaks of.

    A plain `factory` in the sandbox's terminal would work in the project's own home, and where the shell
    would not find it, it is called by its path.
    """
    if this_home().settings.sandbox:
        return _COMMAND.sub(_in_sandbox, said)
    started = Path(sys.argv[0])
    if shutil.which("factory") or started.name != "factory":
        return said
    path = shlex.quote(os.path.relpath(started))
    return _COMMAND.sub(lambda found: f"`{path} {found[1]}`", said)


def say(words: str) -> None:
    """Print a sentence whose commands can be copied as they stand."""
    click.echo(wrapped(typed(words), room_of()))


def _in_sandbox(found: re.Match[str]) -> str:
    if found[1] == "up":
        return "`make sandbox`"
    quote = "'" if '"' in found[1] else '"'
    return f"`make sandbox DO={quote}{found[1]}{quote}`"
