"""The command about a week: a channel's report."""

import click

from desk.terminal.facts import AS_JSON, show_facts


@click.command()
@click.argument("channel", default="")
@click.option("--week", default="", help="Such as 2026-W48; else last week.")
@AS_JSON
def report(channel: str, week: str, as_json: bool) -> None:
    """Write CHANNEL's weekly report into reports/: made, published, refused, watched, cost, next."""
    from desk.actions.learning.weekly_report import write_week
    from desk.terminal.tables.weekly_report import show_report

    show_facts(write_week(channel, week), show_report, as_json)
