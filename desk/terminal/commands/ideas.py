"""Commands about ideas."""

from datetime import datetime

import click

from desk.terminal.facts import AS_JSON, show_facts


@click.group(invoke_without_command=True)
@click.option("--channel", default="", help="Of one channel only.")
@click.option("--state", type=click.Choice(["new", "approved", "rejected"]), default=None)
@click.option("--limit", default=30, show_default=True, help="Newest ideas to show.")
@AS_JSON
@click.pass_context
def ideas(
    context: click.Context, channel: str, state: str | None, limit: int, as_json: bool
) -> None:
    """List what channels might tell, with scores and their reasons; `approve` makes a video of one."""
    if context.invoked_subcommand is None:
        from desk.actions.learning.ideas import list_ideas
        from desk.terminal.tables.ideas import show_ideas

        show_facts(list_ideas(channel, state or "", limit), show_ideas, as_json)


@ideas.command()
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="Else today (UTC).")
@click.option("--yes", is_flag=True, help="Do not ask, whatever it costs.")
@AS_JSON
def propose(day: datetime | None, yes: bool, as_json: bool) -> None:
    """Propose a day's ideas now; a running factory does it every morning."""
    from desk.terminal.tables.ideas import propose_here, show_day

    show_facts(propose_here(day.date() if day else None, yes=yes), show_day, as_json)


@ideas.command()
@click.argument("idea")
@click.option("--note", default="", help="Why.")
@click.option("--yes", is_flag=True, help="Do not ask, whatever its video costs.")
@AS_JSON
def approve(idea: str, note: str, yes: bool, as_json: bool) -> None:
    """Approve IDEA at the price of its video, which is told first: a running factory makes it."""
    from desk.terminal.tables.ideas import approve_here, show_decided

    show_facts(approve_here(idea, note, yes=yes), show_decided, as_json)


@ideas.command()
@click.argument("idea")
@click.option("--note", required=True, help="Why.")
@AS_JSON
def reject(idea: str, note: str, as_json: bool) -> None:
    """Turn IDEA down; after the channel's cooling-off it may be proposed again."""
    from desk.actions.learning.ideas import decide_idea
    from desk.terminal.tables.ideas import show_decided

    show_facts(decide_idea(idea, "rejected", note), show_decided, as_json)
