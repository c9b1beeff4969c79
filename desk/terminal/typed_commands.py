"""How a command is typed here: in the sandbox by `make sandbox`, else by its own name."""

import re

import click

from desk.terminal.wrapping import room_of, wrapped
from wiring.parts import this_home

_COMMAND = re.compile(r"`factory ([^`\n]+)`")


def typed(said: str) -> str:
    """Return a text with its commands as they reach the home it speaks of.

    A plain `factory` in the sandbox's terminal would work in the project's own home.
    """
    return _COMMAND.sub(_in_sandbox, said) if this_home().settings.sandbox else said


def say(words: str) -> None:
    """Print a sentence whose commands can be copied as they stand."""
    click.echo(wrapped(typed(words), room_of()))


def _in_sandbox(found: re.Match[str]) -> str:
    if found[1] == "up":
        return "`make sandbox`"
    quote = "'" if '"' in found[1] else '"'
    return f"`make sandbox DO={quote}{found[1]}{quote}`"
