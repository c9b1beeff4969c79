"""Modes in a terminal: what a switch between them did."""

import click

from desk.actions.acting import acting
from desk.actions.making.stepwise import switch_mode
from desk.terminal.typed_commands import typed
from factory.brief.brief_keys import Mode
from wiring.factory import open_factory


def switch_here(video_id: str, mode: Mode) -> None:
    """Switch a video to a mode and say what follows."""
    with open_factory() as factory:
        told = switch_mode(factory, video_id, mode, acting())
    if told.phase:
        after = "is running" if told.state == "begun" else "is asked for; `factory up` does it"
        click.echo(typed(f"{video_id} goes on by itself: {told.phase} {after}."))
    elif mode == "auto":
        click.echo(f"{video_id} goes on by itself.")
    else:
        click.echo(typed(f"{video_id} stops after each step; `factory next {video_id}` goes on."))
