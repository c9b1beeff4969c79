"""The command that forgets a channel at its platforms."""

import click

from desk.terminal.facts import AS_JSON, show_facts


@click.command()
@click.argument("channel")
@click.option("--yes", is_flag=True, help="Without typing the name again.")
@AS_JSON
def forget(channel: str, yes: bool, as_json: bool) -> None:
    """Give back the consents of CHANNEL and delete what platforms told of it.

    Figures, audiences, consents, IDs and addresses of posts go, at once and for ever; videos,
    files, charges and decisions stay, and nothing that was published is sent again.
    """
    from desk.actions.publishing.forgetting import ForgottenAccount, forget_channel
    from wiring.factory import open_factory

    sure = channel if yes else click.prompt(f"Type {channel} to forget it", default="")
    with open_factory() as factory:
        done = forget_channel(factory, channel, sure)

    def show(rows: tuple[ForgottenAccount, ...]) -> None:
        for one in rows:
            click.echo(
                f"{one.outlet} {one.account}: consent {'given back' if one.revoked else 'kept there'}"
            )
            for name, count in one.deleted.items():
                click.echo(f"  {name}: {count} deleted, {one.left[name]} left")
            if one.remark:
                click.echo(f"  {one.remark}")

    show_facts(done, show, as_json)
