"""Commands that decide about a finished video, for all its outlets or for one."""

import click

SEEN = click.option(
    "--seen",
    metavar="MASTER-LISTING",
    help="MASTER-LISTING: first 8 or more digits of the master and of the listing you looked at.",
)
OUTLET = click.option("--outlet", default="", help="The one you speak of; without it, all.")
NOTE = click.option("--note", default="", help="Why; kept with the decision, never published.")
WHY = click.option("--note", required=True, help="Why; kept with the decision, never published.")


@click.command()
@click.argument("video")
@SEEN
@OUTLET
@NOTE
def approve(video: str, seen: str | None, outlet: str, note: str) -> None:
    """Approve the master and listing of VIDEO that you have seen; its release and upload follow at once."""
    from desk.terminal.decision_prompt import decide_here

    decide_here(video, "approved", seen, note, outlet)


@click.command()
@click.argument("video")
@SEEN
@OUTLET
@WHY
def reject(video: str, seen: str | None, outlet: str, note: str) -> None:
    """Reject the master and listing of VIDEO that you have seen; it will not be published."""
    from desk.terminal.decision_prompt import decide_here

    decide_here(video, "rejected", seen, note, outlet)


@click.command()
@click.argument("video")
@SEEN
@OUTLET
@WHY
def changes(video: str, seen: str | None, outlet: str, note: str) -> None:
    """Ask for another version of the master and listing of VIDEO that you have seen."""
    from desk.terminal.decision_prompt import decide_here

    decide_here(video, "changes", seen, note, outlet)


@click.command()
@click.argument("video")
@SEEN
@NOTE
def hold(video: str, seen: str | None, note: str) -> None:
    """Park the master and listing of VIDEO that you have seen: it goes nowhere until somebody decides."""
    from desk.terminal.decision_prompt import decide_here

    decide_here(video, "held", seen, note, "")
