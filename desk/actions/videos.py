"""Videos as the desk lists, shows, opens, cancels and deletes them."""

import shutil
import subprocess
from pathlib import Path

from desk.actions.about_video import about, outbox_folder
from desk.actions.acting import acting
from desk.actions.making.launching import running_dagster
from factory.errors import BadInput, PermanentError, TransientError
from factory.interchange.video_facts import VideoFacts, VideoSummary
from factory.records import Payload
from factory_assets.stage.graph_names import VIDEOS_NAME
from wiring.factory import Factory, open_factory

OPENERS = ("xdg-open", "open")
"""What a desktop opens a file with: Linux, macOS."""


class Cancelled(Payload):
    """What was called off."""

    video_id: str
    phases: tuple[str, ...]
    """Empty: nothing was asked for or running."""
    stopped_runs: tuple[str, ...]
    unreached_runs: tuple[str, ...]
    """Runs that could not be told to stop, because Dagster did not answer."""


class Deleted(Payload):
    """What is gone, and what is left."""

    video_id: str
    files: int
    delivered: Path | None
    """The folder in the outbox, which stays."""


def list_videos(limit: int) -> list[VideoSummary]:
    """Return the newest videos with their status."""
    with open_factory() as factory:
        return factory.catalogue.reports.list_videos(limit)


def show_video(video_id: str) -> VideoFacts:
    """Return everything about one video."""
    with open_factory() as factory:
        return about(factory, video_id)


def place_of(video_id: str, *, folder: bool = False) -> Path:
    """Return where the finished video lies, or the folder it lies in.

    Raises:
        PermanentError: there is no such video, or it is not finished.
    """
    with open_factory() as factory:
        video = about(factory, video_id)
    path = video.files.get("video")
    if path is None:
        raise PermanentError(
            f"{video_id} has no finished file to open, it is {video.status}; "
            f"see `factory show {video_id}`"
        )
    return path.parent if folder else path


def open_on_desktop(path: Path) -> bool:
    """Hand a file or folder to the desktop's own program; False where there is none."""
    opener = next((found for name in OPENERS if (found := shutil.which(name))), None)
    if opener is None:
        return False
    subprocess.Popen(
        [opener, str(path)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    return True


def cancel_video(video_id: str) -> Cancelled:
    """Call off what is asked for and stop what runs; what was paid for stays.

    Raises:
        PermanentError: there is no such video, or it is being made in another terminal.
    """
    with open_factory() as factory:
        factory.catalogue.briefs.newest(video_id)
        if any(
            launch.in_terminal for launch in factory.catalogue.withdrawals.open_launches(video_id)
        ):
            raise PermanentError(
                f"{video_id} is being made by a `factory make` in another terminal; press Ctrl-C "
                "there, what it has finished is kept"
            )
        ended = factory.catalogue.withdrawals.cancel(video_id, acting())
        runs = [launch.run_id for launch in ended if launch.run_id]
        stopped = [run_id for run_id in runs if _stop(run_id)]
    return Cancelled(
        video_id=video_id,
        phases=tuple(launch.phase for launch in ended),
        stopped_runs=tuple(stopped),
        unreached_runs=tuple(run_id for run_id in runs if run_id not in stopped),
    )


def delete_video(video_id: str, *, also_published: bool = False) -> Deleted:
    """Remove a video's files from the store and mark it as deleted; its charges stay for ever.

    Raises:
        PermanentError: there is no such video, it is running, or it is published and
            `also_published` was not said.
    """
    with open_factory() as factory:
        video = factory.catalogue.reports.show(video_id)
        if video.published and not also_published:
            raise PermanentError(
                f"{video_id} is published at {video.published.url}: its files in the store are "
                "the proof of what went out; `factory delete --also-published` removes them "
                "all the same, and leaves what is published"
            )
        factory.catalogue.withdrawals.delete(video_id, acting())
        with factory.media_places.held(video_id):
            files = factory.store.forget(video_id)
        forget_partition(factory, video_id)
    return Deleted(video_id=video_id, files=files, delivered=outbox_folder(video))


def check_deletable(name: str, typed: str) -> None:
    """See that the name of what shall be deleted, such as a video ID, was typed again to the letter."""
    if typed.strip() != name:
        raise BadInput(f"found {typed.strip()[:60]!r}, wanted {name}; nothing was deleted")


def _stop(run_id: str) -> bool:
    """Stop a run and those that help it; False where Dagster could not be told."""
    dagster = running_dagster()
    if dagster is None:
        return False
    try:
        dagster.terminate(run_id)
        for helper in dagster.helpers(run_id):
            dagster.terminate(helper)
    except TransientError:
        return False
    return True


def forget_partition(factory: Factory, video_id: str) -> None:
    """Let Dagster forget that there is such a video."""
    if factory.instance.has_dynamic_partition(VIDEOS_NAME, video_id):
        factory.instance.delete_dynamic_partition(VIDEOS_NAME, video_id)
