"""Commands about changes of what is out: another title, thumbnail or visibility at a time."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desk.terminal.facts import AS_JSON, show_facts
from desk.terminal.picture_file import picture_bytes

if TYPE_CHECKING:
    from desk.actions.publishing.post_changes import ChangeRow
    from factory.reviews.alternative import AlternativeVerdict


@click.group(invoke_without_command=True)
@click.option("--video", default="", help="Of this video alone.")
@click.option("--limit", default=50, show_default=True, help="Newest changes to show.")
@AS_JSON
@click.pass_context
def later(context: click.Context, video: str, limit: int, as_json: bool) -> None:
    """List what is to be changed, or was, of what is out; `add` asks for a change."""
    if context.invoked_subcommand is None:
        from desk.actions.publishing.post_changes import list_changes
        from wiring.factory import open_factory

        with open_factory() as factory:
            found = list_changes(factory, video, limit)
        show_facts(found, _show, as_json)


@later.command()
@click.argument("video")
@click.option("--at", default="", metavar="TIME", help="2026-12-01T18:00, in the channel's zone.")
@click.option("--after", default="", metavar="TIME", help="So long after it is out: '7 days'.")
@click.option("--title", default="", help="Its title from then on.")
@click.option("--visibility", default="", help="private, unlisted or public from then on.")
@click.option("--thumbnail", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def add(
    video: str, at: str, after: str, title: str, visibility: str, thumbnail: Path | None
) -> None:
    """Change VIDEO's post on YouTube: at a time, so long after its publication, or at once."""
    from desk.actions.acting import acting
    from desk.actions.publishing.post_changes import WantedChange, ask_changes
    from wiring.factory import open_factory

    wanted = WantedChange(at=at, after=after, title=title, visibility=visibility)
    picture = picture_bytes(thumbnail) if thumbnail else b""
    name = thumbnail.name if thumbnail else ""
    with open_factory() as factory:
        _show(ask_changes(factory, video, wanted, acting(), picture, name))


SHOWN = click.argument("changes", nargs=-1, required=True, metavar="NUMBER:HASH...")
"""Which, and the hash of what was looked at of each, as listed."""


@later.command()
@SHOWN
def approve(changes: Sequence[str]) -> None:
    """Approve the planned titles, thumbnails and visibilities of these NUMBERs, exactly as looked at."""
    _decide(changes, "approved", "")


@later.command()
@SHOWN
@click.option("--note", required=True, help="Why not.")
def reject(changes: Sequence[str], note: str) -> None:
    """Reject the planned titles, thumbnails and visibilities of these NUMBERs, exactly as looked at."""
    _decide(changes, "rejected", note)


@later.command("call-off")
@click.argument("number", type=int)
def call_off(number: int) -> None:
    """Call off the change of this NUMBER, which was not made yet."""
    from desk.actions.acting import acting
    from desk.actions.publishing.post_changes import call_off_change
    from wiring.factory import open_factory

    with open_factory() as factory:
        call_off_change(factory, number, acting())
    click.echo(f"change {number} is called off")


def _decide(changes: Sequence[str], decision: "AlternativeVerdict", note: str) -> None:
    from desk.actions.publishing.alternatives import decide_changes
    from desk.actions.publishing.post_changes import list_changes
    from factory.errors import BadInput, PermanentError
    from wiring.factory import open_factory

    chosen: dict[int, str] = {}
    for said in changes:
        number, _, seen = said.partition(":")
        if not number.isdecimal():
            raise BadInput(f"{said[:40]!r} is no number of a change; `factory later` lists them")
        chosen[int(number)] = seen
    with open_factory() as factory:
        told = decide_changes(factory, chosen, decision, note)
        for number in told.done:
            _show(list_changes(factory, number=number))
    if told.left:
        raise PermanentError("; ".join(f"{one.number}: {one.why}" for one in told.left))


def _show(rows: "Sequence[ChangeRow]") -> None:
    from desk.terminal.printed_table import print_table
    from desk.terminal.typed_commands import say

    shown = [
        (
            *(f"{row.number}  {row.video_id}", f"{row.what} -> {row.to}"),
            f"{row.at:%Y-%m-%d %H:%M %Z}" if row.at else "after its publication",
            row.state,
        )
        for row in rows
    ]
    told = [[said] if (said := _told(row)) else [] for row in rows]
    print_table(("number and video", "change", "when", "state"), shown, details=told)
    if not rows:
        say("nothing is to be changed of what is out")


def _told(row: "ChangeRow") -> str:
    """Return what stands below a change: who has to look at it, or what came of it."""
    from desk.terminal.typed_commands import typed

    if row.unapproved:
        return typed(
            f"{row.unapproved}: look at it, then `factory later approve {row.number}:{row.sha256}`"
        )
    return row.error or row.outcome or ""
