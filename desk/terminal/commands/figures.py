"""Commands about figures of published videos."""

import sys
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from desk.terminal.facts import AS_JSON, show_facts

DAY = click.DateTime(["%Y-%m-%d"])


@click.group(invoke_without_command=True)
@click.option("--day", type=DAY, help="The day to look at; else the last that is known.")
@click.option("--all", "everything", is_flag=True, help="Every row, not only the first of each.")
@AS_JSON
@click.pass_context
def figures(context: click.Context, day: datetime | None, everything: bool, as_json: bool) -> None:
    """Show how published videos do: which new ones need somebody, channels, costs, what does best."""
    if context.invoked_subcommand is None:
        from desk.actions.learning.figures import figures_of
        from desk.terminal.tables.figures import show_figures

        show = partial(show_figures, everything=everything)
        show_facts(figures_of(day.date() if day else None), show, as_json)


@figures.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--day", type=DAY, help="Of every row, where the file has no column for it.")
@AS_JSON
def import_(file: Path, day: datetime | None, as_json: bool) -> None:
    """Take in FILE: a CSV that YouTube Studio exported, or one of your own (docs/analytics.md).

    Taken in twice it counts once; a later file that says something else becomes a new revision.
    """
    from desk.actions.learning.figures import import_figures
    from desk.terminal.tables.figures import show_imported

    show_facts(import_figures(file, day.date() if day else None), show_imported, as_json)


@figures.command()
@click.argument("first", type=DAY)
@click.argument("last", type=DAY)
def export(first: datetime, last: datetime) -> None:
    """Print what is known of every video from FIRST to LAST, as CSV that `import` reads."""
    from desk.actions.learning.figures import observations
    from factory.analytics.exported_figures import rows_of
    from factory.documents.csv_rows import write_rows

    write_rows(rows_of(observations(first.date(), last.date())), sys.stdout)
