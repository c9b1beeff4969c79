"""`factory clean`: what nobody needs any more, told and removed."""

from typing import TYPE_CHECKING

import click

from desk.terminal.facts import AS_JSON, show_facts

if TYPE_CHECKING:
    from desk.actions.cleaning import Cleaning


@click.command()
@click.option("--yes", is_flag=True, help="Remove it. Otherwise it is only told.")
@click.option(
    "--after-days",
    type=float,
    help="Instead of the setting `clean_after_days`, or 30 where it is 0.",
)
@AS_JSON
def clean(yes: bool, after_days: float | None, as_json: bool) -> None:
    """Tell what nobody needs any more, or remove it: scratch, segments of what is out, old logs.

    Nothing goes that was paid for, that a stage, decision or post names, or that an unfinished video
    uses. A video that is made again afterwards makes only what it needs.
    """
    from desk.actions.cleaning import clean_now

    show_facts(clean_now(after_days, remove=yes), _show, as_json)


def _show(done: "Cleaning") -> None:
    from desk.terminal.printed_table import print_table
    from desk.terminal.typed_commands import say
    from factory.text.file_sizes import size_words

    rows: list[tuple[str, str, str, str]] = []
    for one in done.kinds:
        waits = f", {one.waiting} of them after what is being made now" if one.waiting else ""
        rows.append((one.kind, str(one.count), size_words(one.bytes), f"{one.about}{waits}"))
    print_table(("kind", "count", "size", "what it is"), rows, right={"count", "size"})
    said = "removed" if done.removed else "to be removed"
    click.echo(f"{said}: {size_words(done.bytes)}, unneeded for {done.after_days:g} days")
    if not done.removed:
        say("Nothing was changed; `factory clean --yes` removes it.")
