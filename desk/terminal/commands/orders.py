"""Commands about models: serving them, and agreeing to what they ask for."""

import click

from desk.terminal.facts import AS_JSON, show_facts


@click.group(invoke_without_command=True)
@AS_JSON
@click.pass_context
def orders(context: click.Context, as_json: bool) -> None:
    """List what models asked for that costs money; `agree` lets one be done."""
    if context.invoked_subcommand is None:
        from desk.terminal.order_agreement import show_orders, waiting_orders

        show_facts(waiting_orders(), show_orders, as_json)


@orders.command()
@click.argument("order", type=int)
@click.option("--yes", is_flag=True, help="Do not ask.")
def agree(order: int, yes: bool) -> None:
    """Agree to the price of ORDER; it is done at once."""
    from desk.terminal.order_agreement import agree_here

    agree_here(order, yes=yes)


@click.command()
def mcp() -> None:
    """Serve the actions of the API as tools of the Model Context Protocol, over stdin and stdout."""
    from desk.terminal.mcp_stdio import serve_stdio

    serve_stdio()
