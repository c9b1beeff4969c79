"""Orders in a terminal, and the MCP server over its stdin and stdout."""

import json
import sys
from collections.abc import Sequence

import click
from rich.console import Console
from rich.table import Table

from desk.actions.acting import acting
from desk.api.action import Call
from desk.api.orders import Agreement, agree
from desk.terminal.tables.money import dollars
from desk.terminal.typed_commands import typed
from factory.errors import PermanentError
from factory.people.visitor import Visitor
from wiring.factory import Factory, open_factory
from wiring.services import Order


def waiting_orders() -> Sequence[Order]:
    """Return what waits for a person, oldest first."""
    with open_factory() as factory:
        return factory.catalogue.orders.open()


def show_orders(orders: Sequence[Order]) -> None:
    """Print them."""
    console = Console()
    if not orders:
        console.print("Nothing that a model asked for waits.")
        return
    table = Table("order", "what", "price", "asked by", "with", box=None)
    for one in orders:
        said = json.dumps(one.asked, ensure_ascii=False)
        table.add_row(str(one.id), one.action, dollars(one.usd), one.asked_by, said[:100])
    console.print(table)
    console.print(typed("`factory orders agree ORDER` lets one be done."))


def agree_here(number: int, *, yes: bool) -> None:
    """Agree to an order after its price was shown.

    Raises:
        PermanentError: there is no such order, or nobody sits here to be asked.
    """
    with open_factory() as factory:
        order = factory.catalogue.orders.find(number)
        if order is None or order.agreed_at:
            raise PermanentError(f"no order {number} waits; `factory orders` lists what does")
        price = dollars(order.usd)
        if not yes:
            if not sys.stdin.isatty():
                raise PermanentError(
                    f"order {number} costs {price}, and this is no terminal to ask in; "
                    f"`factory orders agree {number} --yes` says so beforehand"
                )
            click.confirm(f"{order.action} for {price}, asked for by {order.asked_by}?", abort=True)
        agree(_call(factory), Agreement(order=number, usd=order.usd))
    click.echo(f"Order {number} is done.")


def serve_stdio() -> None:
    """Serve until stdin ends."""
    import anyio
    from mcp.server.stdio import stdio_server

    from desk.api.mcp_server import server_for

    async def serve(factory: Factory) -> None:
        server = server_for(_call(factory))
        async with stdio_server() as (incoming, outgoing):
            await server.run(incoming, outgoing, server.create_initialization_options())

    with open_factory() as factory:
        anyio.run(serve, factory)


def _call(factory: Factory) -> Call:
    """Return who sits at the terminal, who may do everything."""
    visitor = Visitor(name=acting(), role="admin", known_by="link")
    return Call(factory, origin=factory.settings.public_url.rstrip("/"), visitor=visitor)
