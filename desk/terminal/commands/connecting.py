"""The command that connects an account: on a desktop by its browser, on a server by copy and paste."""

import click

COPY = """Open this page in any browser and consent. The browser is then led to an address that begins with
{address} and shows that nothing answers; copy that whole address and paste it here."""


@click.command()
@click.argument("outlet")
@click.option("--paste", is_flag=True, help="Your browser runs on another machine.")
def connect(outlet: str, paste: bool) -> None:
    """Let this factory publish for an account of yours at OUTLET: youtube, tiktok or instagram.

    Run it again for each account.
    """
    from desk.actions.publishing.connecting import connect_account
    from factory.documents.error_words import listed

    done = connect_account(outlet, click.echo if paste else _show, _ask, here=not paste)
    account = f"{done.title} at {done.outlet_title}"
    if done.channels:
        click.echo(
            f"{account} is connected; videos of {listed(done.channels)} go there once they are "
            "released and `distribution` is on"
        )
        return
    more = "".join(f"\n  {line}" for line in done.channel_lines)
    click.echo(
        f"{account} is connected; in the channel file say:\n\n"
        f"outlets: [outbox, {done.outlet}]\n{done.outlet}:\n  account: {done.account!r}{more}"
    )


def _show(page: str) -> None:
    click.echo(f"Consent on this page, if it does not open by itself:\n\n{page}\n")
    import webbrowser

    webbrowser.open(page)


def _ask(address: str) -> str:
    click.echo(COPY.format(address=address))
    return click.prompt("address", type=str)
