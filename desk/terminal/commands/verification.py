"""`factory verify`: of any file, whether it is ours, unchanged and approved."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desk.terminal.exit_codes import VERIFIED
from desk.terminal.facts import AS_JSON, show_facts

if TYPE_CHECKING:
    from factory.release.file_verification import Verification


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@AS_JSON
def verify(file: Path, as_json: bool) -> None:
    """Say of any FILE whether it is ours, unchanged, and by whom approved. Asks no network.

    Ends with 0 for an unchanged file of ours that was approved, 3 for one of ours that was not or
    that is on no record, 4 for one that was changed after it was signed, 5 for anybody else's.
    """
    from desk.actions.publishing.verification import verify
    from wiring.factory import open_factory

    with open_factory() as factory:
        found = verify(factory, file)
    show_facts({**found.model_dump(mode="json"), "says": found.sentence}, _table(found), as_json)
    sys.exit(VERIFIED[found.answer])


def _table(found: "Verification"):
    def show(_: object) -> None:
        from desk.terminal.typed_commands import typed

        rows = [
            ("file", f"{found.file}, {found.bytes:,} bytes"),
            ("SHA-256", found.sha256),
            ("signed", found.credentials.described),
            ("says it is", found.credentials.source_type),
            ("decided", _decided(found)),
        ]
        click.echo(typed(found.sentence))
        for name, value in rows:
            if value:
                click.echo(typed(f"  {name:<11} {value}"))

    return show


def _decided(found: "Verification") -> str:
    decided = found.decided
    return f"{decided.decision} by {decided.by}, {decided.at:%Y-%m-%d %H:%M} UTC" if decided else ""
