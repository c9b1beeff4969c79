"""Commands about alerts."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from desk.terminal.facts import AS_JSON, show_facts

if TYPE_CHECKING:
    from factory.messages.alert import KeptAlert

USUAL_HOURS = 24.0


@click.group(invoke_without_command=True)
@AS_JSON
@click.pass_context
def alerts(context: click.Context, as_json: bool) -> None:
    """List what failed, is used up, or was decided in a week, and what of it was told."""
    if context.invoked_subcommand is None:
        _list(as_json)


@alerts.command("list")
@AS_JSON
def list_(as_json: bool) -> None:
    """List them, those that stood last first."""
    _list(as_json)


@alerts.command()
@click.argument("number", type=int)
@click.option(
    "--hours", default=USUAL_HOURS, show_default=True, help="For how long; 0: tell of it again."
)
def mute(number: int, hours: float) -> None:
    """Tell nobody of the alert NUMBER for a while."""
    from desk.actions.alerts import mute_alert

    kept = mute_alert(number, hours)
    until = f"until {kept.muted_until:%Y-%m-%d %H:%M %Z}" if kept.muted_until else ""
    click.echo(f"Nobody is told of it {until}." if until else "It is told of again.")


def _list(as_json: bool) -> None:
    from desk.actions.alerts import all_alerts

    show_facts(all_alerts(), _show, as_json)


def _show(found: "Sequence[KeptAlert]") -> None:
    from desk.terminal.typed_commands import typed

    if not found:
        click.echo("Nothing to tell.")
    for one in found:
        message = one.alert.message
        told = "told once" if one.told == 1 else f"told {one.told} times"
        muted = f", muted until {one.muted_until:%Y-%m-%d %H:%M}" if one.muted_until else ""
        click.echo(f"{one.id}  {one.last_at:%Y-%m-%d %H:%M}  {message.heading}: {message.title}")
        click.echo(f"    {told}{muted}")
        for fact in message.facts:
            click.echo(f"    {typed(fact)}")
