"""The command that takes Shorts out of a long video."""

import click

from desk.terminal.facts import AS_JSON, show_facts


@click.command()
@click.argument("video")
@click.option(
    "--make", "scenes", multiple=True, metavar="SCENE", help="Make the one that begins there."
)
@click.option(
    "--format",
    "into",
    type=click.Choice(["short", "draft"]),
    default="short",
    show_default=True,
    help="What it becomes; a draft is a Short of few pixels.",
)
@AS_JSON
def shorts(video: str, scenes: tuple[str, ...], into: str, as_json: bool) -> None:
    """Propose which passages of VIDEO could stand alone as Shorts, with reasons; --make makes them.

    Nothing is spoken or bought again. Each is a video of its own, reviewed like any other.
    """
    from desk.actions.making.shorts import list_shorts, make_shorts
    from desk.terminal.tables.shorts import show_made, show_shorts

    if scenes:
        show_facts(make_shorts(video, scenes, into), show_made, as_json)
    else:
        show_facts(list_shorts(video), show_shorts, as_json)
