"""`factory backup` and `factory restore`: all that cannot be made anew, kept elsewhere."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desk.terminal.facts import AS_JSON, show_facts

if TYPE_CHECKING:
    from desk.actions.backups import BackupFacts

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command()
@click.option("--to", type=FOLDER, help="Where to; by default the folder in FACTORY_BACKUP_TO.")
@click.option("--check", is_flag=True, help="Read the newest backup from end to end instead.")
@AS_JSON
def backup(to: Path | None, check: bool, as_json: bool) -> None:
    """Put database, media, channels and briefs away, while everything goes on.

    Only what no earlier backup in the same folder holds is copied. Every night this is done by
    itself once FACTORY_BACKUP_TO names a folder.
    """
    from desk.actions.backups import back_up

    show_facts(back_up(to, check=check), _checked if check else _made, as_json)


@click.command()
@click.argument("place", type=FOLDER)
@click.option("--name", help="Of a backup, such as 20261128T020000Z; by default the newest.")
@AS_JSON
def restore(place: Path, name: str | None, as_json: bool) -> None:
    """Start from a backup in PLACE, in an empty FACTORY_HOME and database.

    Interrupted, run it again: it goes on where it was.
    """
    from desk.actions.backups import start_from_backup

    show_facts(start_from_backup(place, name), _restored, as_json)


def _made(facts: "BackupFacts") -> None:
    from factory.text.file_sizes import size_words

    click.echo(
        f"backup {facts.name} in {facts.place}: {facts.files} files and the database, "
        f"{size_words(facts.bytes)}; new: {facts.new_files} files, {size_words(facts.new_bytes)}"
    )
    if facts.missing:
        click.echo("These files the store does not hold as the catalogue has them:")
        for path in facts.missing:
            click.echo(f"  {path}")


def _checked(facts: "BackupFacts") -> None:
    from factory.text.file_sizes import size_words

    click.echo(
        f"backup {facts.name} in {facts.place}: every one of {facts.files} files and the database "
        f"is as it was, {size_words(facts.bytes)}"
    )


def _restored(facts: "BackupFacts") -> None:
    from desk.terminal.typed_commands import say
    from factory.text.file_sizes import size_words

    click.echo(
        f"restored {facts.name}: {facts.files} files and the database, {size_words(facts.bytes)}; "
        f"{facts.new_files} files were not there yet"
    )
    say(
        "Distribution is off: what was published after the backup is not in it. Look, then "
        "`factory settings distribution true`."
    )
    say("Keys are not in a backup: set them anew (`factory doctor` says which are missing).")
