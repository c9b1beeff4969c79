"""Opening, cancelling and deleting in a terminal."""

import sys
from pathlib import Path

import click

from desk.actions.videos import (
    Cancelled,
    cancel_video,
    check_deletable,
    delete_video,
    open_on_desktop,
    place_of,
    show_video,
)
from desk.terminal.typed_commands import say
from factory.errors import PermanentError


def open_here(video_id: str, *, folder: bool) -> None:
    """Print where the video lies; on a terminal, open it with the desktop's own program too."""
    place = place_of(video_id, folder=folder)
    click.echo(place)
    if sys.stdout.isatty():
        open_on_desktop(place)


def cancel_here(video_id: str) -> None:
    """Call a video off and say what that did."""
    say(_cancelled(cancel_video(video_id)))


def delete_here(video_id: str, *, yes: bool, also_published: bool) -> None:
    """Delete a video after its ID was typed again, or `--yes` was said.

    Raises:
        PermanentError: nobody sits here to be asked.
        BadInput: something else was typed.
    """
    video = show_video(video_id)
    if not yes:
        if not sys.stdin.isatty():
            raise PermanentError(
                f"{video_id} is deleted only when its ID is typed again, and this is no terminal "
                f"to ask in; `factory delete {video_id} --yes` says so beforehand"
            )
        say(f"{video.title}: {video.status}. Its files go; its charges and history stay.")
        check_deletable(video_id, click.prompt("Type its ID to delete it", default=""))
    gone = delete_video(video_id, also_published=also_published)
    files = "1 file" if gone.files == 1 else f"{gone.files} files"
    say(f"{video_id} is deleted: {files} removed from the store.{_left(gone.delivered)}")


def _left(delivered: Path | None) -> str:
    return f" What was delivered still lies in {delivered}." if delivered else ""


def _cancelled(told: Cancelled) -> str:
    if not told.phases:
        return f"{told.video_id}: nothing is asked for or running, so nothing was cancelled."
    said = f"{told.video_id} is cancelled ({', '.join(told.phases)}); what was paid for stays."
    if told.stopped_runs:
        said += " Its run was asked to stop."
    if told.unreached_runs:
        runs = ", ".join(told.unreached_runs)
        said += f" Dagster did not answer for the run {runs}: see `factory doctor`."
    return said
