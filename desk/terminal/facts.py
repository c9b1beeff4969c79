"""Facts on a terminal: as a table for people, or as JSON for programs."""

import io
import json
import re
from contextlib import redirect_stdout
from typing import Any

import click

from desk.terminal.wrapping import room_of, wrapped

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")


def show_facts(facts: Any, table: Any, as_json: bool) -> None:
    """Print facts by the function that makes a table of them, or as JSON.

    On a terminal no line of a table is cut within a word.
    """
    if as_json:
        from pydantic_core import to_jsonable_python

        click.echo(json.dumps(to_jsonable_python(facts), ensure_ascii=False, indent=2))
    elif room := room_of():
        with redirect_stdout(_Terminal()) as printed:
            table(facts)
        for line in printed.getvalue().splitlines():
            click.echo(fitted(line, room))
    else:
        table(facts)


class _Terminal(io.StringIO):
    """Takes what is printed, in colours."""

    def isatty(self) -> bool:
        return True


def fitted(line: str, room: int) -> str:
    """Return a line, colours and all, broken between words where it is longer than the terminal is wide."""
    plain = _COLOUR.sub("", line)
    if len(plain) <= room:
        return line
    words = wrapped(plain, room)
    coloured = _COLOUR.match(line)
    return f"{coloured[0]}{words}\x1b[0m" if coloured else words
