"""Commands about channels: their files, their history, and letting them rest."""

import sys
from pathlib import Path

import click

from desk.terminal.exit_codes import FAILED
from desk.terminal.facts import AS_JSON, show_facts

NAME = click.argument("name")
SEEN = click.option("--seen", default="", metavar="SHA256", help="Of the file that you changed.")


@click.group(invoke_without_command=True)
@AS_JSON
@click.pass_context
def channels(context: click.Context, as_json: bool) -> None:
    """List the channels; their files are read, changed and brought back here too."""
    if context.invoked_subcommand is None:
        from desk.terminal.tables.channels import listed_channels, show_channels

        show_facts(listed_channels(), show_channels, as_json)


@channels.command()
@NAME
def show(name: str) -> None:
    """Print the file of NAME."""
    from desk.terminal.tables.channels import reading

    with reading(name) as file:
        click.echo(file.text, nl=False)


@channels.command()
@NAME
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def check(name: str, file: Path) -> None:
    """Say whether FILE would be accepted as the file of NAME; nothing is written."""
    from desk.actions.channels import problems_of
    from desk.terminal.tables.channels import text_of
    from wiring.factory import open_factory

    with open_factory() as factory:
        problems = problems_of(factory, name, text_of(file))
    for problem in problems:
        click.echo(problem)
    if problems:
        sys.exit(FAILED)
    click.echo(f"Nothing is wrong with it as the file of {name}.")


@channels.command()
@NAME
@click.option("--title", required=True, help="For people.")
@click.option("--like", default="", help="The channel whose file is copied.")
def new(name: str, title: str, like: str) -> None:
    """Make the channel NAME."""
    from desk.actions.acting import acting
    from desk.actions.channels import new_channel
    from wiring.factory import open_factory

    with open_factory() as factory:
        click.echo(f"Made {new_channel(factory, name, title, like, acting()).path}.")


@channels.command("set")
@NAME
@click.argument("keys", nargs=-1, required=True, metavar="KEY=VALUE...")
def set_(name: str, keys: tuple[str, ...]) -> None:
    """Change single keys of NAME: `voice.speed=1.1`, `tags=[history, sea]`; `KEY=` takes one away."""
    from desk.terminal.tables.channels import set_here

    set_here(name, keys)


@channels.command()
@NAME
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@SEEN
def save(name: str, file: Path, seen: str) -> None:
    """Write FILE in place of the file of NAME, and keep both in its history."""
    from desk.terminal.tables.channels import save_here

    save_here(name, file, seen)


@channels.command()
@NAME
@AS_JSON
def history(name: str, as_json: bool) -> None:
    """List every text that the file of NAME had: who wrote it, when, and what changed."""
    from desk.terminal.tables.channels import history_here, show_history

    show_facts(history_here(name), show_history, as_json)


@channels.command()
@NAME
@click.argument("number", type=int, required=False)
def undo(name: str, number: int | None) -> None:
    """Bring back text NUMBER of NAME's history; without it, the one before the newest."""
    from desk.terminal.tables.channels import undo_here

    undo_here(name, number)


@channels.command()
@NAME
def pause(name: str) -> None:
    """Let NAME rest: what runs is finished, nothing more of it is begun."""
    from desk.terminal.tables.channels import pause_here

    pause_here(name, paused=True)


@channels.command()
@NAME
def resume(name: str) -> None:
    """Let NAME go on."""
    from desk.terminal.tables.channels import pause_here

    pause_here(name, paused=False)


@channels.command()
@NAME
@click.option("--sentence", default="", help="What is spoken.")
@click.option("--yes", is_flag=True, help="Do not ask, whatever it costs.")
@AS_JSON
def preview(name: str, sentence: str, yes: bool, as_json: bool) -> None:
    """Speak a sentence and draw a frame and a thumbnail as NAME's videos have them."""
    from desk.terminal.tables.channels import preview_here, show_preview

    show_facts(preview_here(name, sentence, yes=yes), show_preview, as_json)
