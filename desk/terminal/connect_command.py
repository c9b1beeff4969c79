"""The command that connects an account: on a desktop by its browser, on a server by copy and paste."""

from typing import Any

import click

COPY = """Open this page in any browser and consent. The browser is then led to an address that begins with
{address} and shows that nothing answers; copy that whole address and paste it here."""


@click.command()
@click.argument("outlet", type=click.Choice(["youtube"]))
@click.option("--paste", is_flag=True, help="Your browser runs on another machine.")
def connect(outlet: Any, paste: bool) -> None:
    """Let this factory publish on a channel of yours at OUTLET; run it again for each channel."""
    from desk.actions.connecting import connect_youtube

    done = connect_youtube(_show if not paste else click.echo, _ask if paste else None)
    click.echo(
        f"{done.title} is connected; in the channel file say:\n\n"
        f"outlets: [outbox, {done.outlet}]\n{done.outlet}:\n  account: {done.account}\n"
        "  visibility: private"
    )


def _show(page: str) -> None:
    click.echo(f"Consent on this page, if it does not open by itself:\n\n{page}\n")
    import webbrowser

    webbrowser.open(page)


def _ask(address: str) -> str:
    click.echo(COPY.format(address=address))
    return click.prompt("address", type=str)
