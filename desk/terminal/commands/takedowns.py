"""The command that takes down what is out."""

import sys

import click

from desk.terminal.exit_codes import DONE, FAILED
from desk.terminal.facts import AS_JSON, show_facts


@click.command()
@click.argument("video", required=False, default="")
@click.option("--rule", default="", help="Every video that is out and that this rule refuses now.")
@click.option("--channel", default="", help="Every video of this channel that is out.")
@click.option("--reason", required=True, help="Why; kept with each post.")
@click.option(
    "--by-hand",
    default="",
    metavar="OUTLET",
    help="You took VIDEO's post down there; from all other outlets it is taken down now.",
)
@AS_JSON
def takedown(video: str, rule: str, channel: str, reason: str, by_hand: str, as_json: bool) -> None:
    """Take the posts of VIDEO down where they are out; run it again to go on with what failed."""
    from desk.actions.publishing.takedowns import Takedown, take_down

    def show(told: Takedown) -> None:
        for post in told.posts:
            click.echo(
                f"{post.video_id}  {post.outlet}  {post.outcome or 'STILL OUT: ' + post.error}"
            )
        click.echo(f"{told.asked} asked for now, {sum(not p.error for p in told.posts)} taken down")

    told = take_down(video, rule, channel, reason, by_hand)
    show_facts(told, show, as_json)
    sys.exit(DONE if told.done else FAILED)
