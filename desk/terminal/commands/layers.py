"""`factory layer`: one layer alone."""

import click

from desk.terminal.facts import AS_JSON


@click.command()
@click.argument("layer")
@click.argument("subject", metavar="VIDEO_OR_DAY")
@AS_JSON
def layer(layer: str, subject: str, as_json: bool) -> None:
    """Make one LAYER of a video or a day again, here and now, and nothing that follows it.

    Such as `factory layer audio VIDEO` or `factory layer analytics/channel_days 2026-11-27`. What
    is finished is reused; the layers before it must be there.
    """
    from rich.console import Console

    from desk.actions.making.one_layer import make_layer
    from desk.terminal.facts import show_facts
    from desk.terminal.progress import screen_for
    from desk.terminal.tables.layers import show_layer
    from wiring.factory import open_factory

    with open_factory() as factory, screen_for(Console(stderr=True)) as screen:
        made = make_layer(factory, layer, subject, screen)
    show_facts(made, show_layer, as_json)
