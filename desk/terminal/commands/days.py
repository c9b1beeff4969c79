"""Commands about a day and a week as a whole."""

import click

from desk.terminal.facts import AS_JSON, show_facts


@click.command()
@AS_JSON
def today(as_json: bool) -> None:
    """Say what the daily run did today, and why it did not do the rest."""
    from desk.actions.learning.daily import daily_here
    from desk.terminal.tables.days import show_daily

    show_facts(daily_here(), show_daily, as_json)


@click.command()
@click.argument("channel", default="")
@click.option("--week", default="", help="Such as 2026-W48; else last week.")
@AS_JSON
def report(channel: str, week: str, as_json: bool) -> None:
    """Write CHANNEL's weekly report into reports/: made, published, refused, watched, cost, next."""
    from desk.actions.learning.weekly import write_week
    from desk.terminal.tables.days import show_report

    show_facts(write_week(channel, week), show_report, as_json)
