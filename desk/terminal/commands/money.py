"""Commands about money: prices before anything is spent, limits, what was spent, calls in doubt."""

from pathlib import Path
from typing import Any

import click

from desk.terminal.brief_argument import BriefPath
from desk.terminal.facts import AS_JSON, show_facts


@click.command()
@click.argument("briefs", nargs=-1, type=BriefPath())
@click.option("--waiting", is_flag=True, help="Videos that wait until somebody agrees instead.")
@AS_JSON
def prices(briefs: tuple[Path, ...], waiting: bool, as_json: bool) -> None:
    """Say what BRIEFS would cost, each and together, before anything is spent."""
    if waiting:
        from desk.actions.money import waiting_prices
        from desk.terminal.tables.money import show_waiting

        show_facts(waiting_prices(), show_waiting, as_json)
        return
    from desk.actions.making.briefs import price
    from desk.terminal.tables.videos import show_prices

    if not briefs:
        raise click.UsageError("name at least one brief, or --waiting")
    show_facts(price(briefs), show_prices, as_json)


@click.command()
@click.argument("videos", nargs=-1, required=True)
@click.option("--usd", help="The price that you saw, of each; another one is not agreed to.")
def confirm(videos: tuple[str, ...], usd: str | None) -> None:
    """Agree to what VIDEOS will cost; they wait for that above the sum `confirm_above_usd`."""
    from desk.actions.money import confirm_prices
    from desk.terminal.tables.money import show_agreed

    show_agreed(confirm_prices(videos, usd))


@click.command()
@click.argument("scope", type=click.Choice(["video", "channel", "tenant"]))
@click.argument("name")
@click.argument("usd", required=False)
@AS_JSON
def limit(scope: Any, name: str, usd: str | None, as_json: bool) -> None:
    """Show what SCOPE NAME may spend, or set it to USD; `default` gives it back to the files.

    A video's limit is for all of its life, a channel's for a day, a tenant's for a month (UTC).
    Whatever waits for this limit goes on by itself as soon as there is room.
    """
    from desk.actions.money import limit_facts
    from desk.terminal.tables.money import show_limit

    show_facts(limit_facts(scope, name, usd), show_limit, as_json)


@click.command()
@AS_JSON
@click.option("--days", default=31, show_default=True, help="How far back.")
def money(as_json: bool, days: int) -> None:
    """Show what was spent, by day, channel, layer and vendor, and which vendors are left alone."""
    from desk.actions.money import spending_facts
    from desk.terminal.tables.money import show_money

    show_facts(spending_facts(days), show_money, as_json)


@click.group(invoke_without_command=True)
@AS_JSON
@click.pass_context
def doubt(context: click.Context, as_json: bool) -> None:
    """List the calls whose answer never came; `resolve` says what the vendor billed for them."""
    if context.invoked_subcommand is None:
        from desk.actions.money import doubts
        from desk.terminal.tables.money import show_doubts

        show_facts(doubts(), show_doubts, as_json)


@doubt.command()
@click.argument("charge")
@click.option("--charged", metavar="USD", help="What the vendor billed for the call.")
@click.option("--not-charged", is_flag=True, help="The vendor billed nothing.")
@AS_JSON
def resolve(charge: str, charged: str | None, not_charged: bool, as_json: bool) -> None:
    """Say what the vendor billed for CHARGE, a number of `factory doubt`, or for a whole video."""
    from desk.actions.money import resolve_doubt, sum_in_dollars
    from desk.terminal.tables.money import show_resolved

    if (charged is None) is not_charged:
        usd = None if charged is None else sum_in_dollars(charged, "or --not-charged")
        show_facts(resolve_doubt(charge, usd), show_resolved, as_json)
        return
    raise click.UsageError(
        "say either --charged USD, as the vendor's bill has it, or --not-charged"
    )
