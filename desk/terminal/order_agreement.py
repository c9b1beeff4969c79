"""Orders in a terminal: what a model asked for that costs money, and a person's word on it."""

import json
import sys
from collections.abc import Sequence

import click

from desk.api.orders import Agreement, agree
from desk.terminal.local_caller import local_caller
from desk.terminal.printed_table import print_table
from desk.terminal.typed_commands import say
from factory.errors import PermanentError
from factory.money.dollars import dollars
from wiring.desk_imports import Order
from wiring.factory import open_factory

LONGEST_ASKED = 100
"""Characters of what an action is asked with."""


def waiting_orders() -> Sequence[Order]:
    """Return what waits for a person, oldest first."""
    with open_factory() as factory:
        return factory.catalogue.orders.open()


def show_orders(orders: Sequence[Order]) -> None:
    """Print them."""
    if not orders:
        say("Nothing that a model asked for waits.")
        return
    rows = [
        (
            *(str(one.id), one.action, dollars(one.usd), one.asked_by),
            json.dumps(one.asked, ensure_ascii=False)[:LONGEST_ASKED],
        )
        for one in orders
    ]
    print_table(("order", "what", "price", "asked by", "with"), rows, right={"price"})
    for one in orders:
        if one.cut_off_at:
            say(
                f"Order {one.id}: somebody agreed before, and the factory was stopped while it carried this out; "
                "look whether it is done before you agree again."
            )
    say("`factory orders agree ORDER` lets one be done.")


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
        agree(local_caller(factory), Agreement(order=number, usd=order.usd))
    click.echo(f"Order {number} is done.")
