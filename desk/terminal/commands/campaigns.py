"""Commands about campaigns."""

from datetime import datetime
from typing import Any

import click

from desk.terminal.facts import AS_JSON, show_facts

DAY = click.DateTime(["%Y-%m-%d"])


@click.group(invoke_without_command=True)
@AS_JSON
@click.pass_context
def campaigns(context: click.Context, as_json: bool) -> None:
    """List campaigns: goals with a span, and what their videos have reached."""
    if context.invoked_subcommand is None:
        from desk.actions.learning.campaigns import list_campaigns
        from desk.terminal.tables.campaigns import show_campaigns

        show_facts(list_campaigns(), show_campaigns, as_json)


@campaigns.command()
@click.argument("name")
@click.option("--title", required=True)
@click.option("--goal", default="", help="In words.")
@click.option("--target", default="", metavar="TARGET", help="videos:20, or views:10000@youtube.")
@click.option("--from", "first_day", type=DAY, required=True)
@click.option("--to", "last_day", type=DAY, required=True)
@click.option("--channel", "channels", multiple=True, required=True)
@click.option("--share", type=float, default=0.5, show_default=True, help="Of their ideas a day.")
@click.option("--topic", "topics", multiple=True, help="What an idea may be about.")
@AS_JSON
def begin(as_json: bool, target: str, first_day: datetime, last_day: datetime, **said: Any) -> None:
    """Begin the campaign NAME: its channels give it a share of their ideas."""
    from desk.actions.learning.campaigns import begin_here, campaign_from
    from desk.terminal.tables.campaigns import show_campaign

    days = {"first_day": first_day.date(), "last_day": last_day.date()}
    show_facts(begin_here(campaign_from({**said, **days}, target)), show_campaign, as_json)


@campaigns.command()
@click.argument("name")
@click.option("--note", required=True, help="Why.")
@AS_JSON
def end(name: str, note: str, as_json: bool) -> None:
    """End NAME before its time; its videos stay with it."""
    from desk.actions.learning.campaigns import end_here
    from desk.terminal.tables.campaigns import show_campaign

    show_facts(end_here(name, note), show_campaign, as_json)


@campaigns.command()
@click.argument("name")
@click.argument("videos", nargs=-1, required=True)
@AS_JSON
def add(name: str, videos: tuple[str, ...], as_json: bool) -> None:
    """Let VIDEOS belong to NAME, in place of any other campaign."""
    from desk.actions.learning.campaigns import add_here
    from desk.terminal.tables.campaigns import show_campaign

    show_facts(add_here(name, videos), show_campaign, as_json)
