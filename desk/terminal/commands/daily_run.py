"""The command about a day: what the daily run did."""

import click

from desk.terminal.facts import AS_JSON, show_facts


@click.command()
@AS_JSON
def today(as_json: bool) -> None:
    """Say what the daily run did today, and why it did not do the rest."""
    from desk.actions.learning.daily_run import daily_here
    from desk.terminal.tables.daily_run import show_daily

    show_facts(daily_here(), show_daily, as_json)
