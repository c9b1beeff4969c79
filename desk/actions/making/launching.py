"""Asking for a phase of a video, and starting it where Dagster runs."""

from typing import TYPE_CHECKING, Literal

from desk.actions.acting import acting
from factory.errors import TransientError
from wiring.factory import Factory
from wiring.home import this_home

if TYPE_CHECKING:
    from wiring.desk_imports import DagsterApi

Beginning = Literal["begun", "queued", "paused"]
"""What becomes of a phase that was asked for: it is begun now or is at work already, waits for a
factory that runs, or for one that goes on."""

PAUSED = (
    "the factory or its channel is paused; `factory settings paused false` or "
    "`factory channels resume` lets it go on"
)


def running_dagster() -> "DagsterApi | None":
    """Return Dagster behind the door, if a factory runs."""
    return this_home().running_dagster()


def launch(
    factory: Factory, dagster: "DagsterApi | None", video_id: str, phase: str, reason: str
) -> Beginning:
    """Ask for a phase and, where Dagster runs, start it at once; the sensors are the safety net."""
    launches = factory.catalogue.launches
    if dagster is None:
        launches.request(video_id, phase, reason, by=acting())
        return "paused" if is_paused(factory, video_id) else "queued"
    launch = launches.claim_video(video_id, phase, reason=reason, by="factory", asked_by=acting())
    if launch is None:
        return "paused" if is_paused(factory, video_id) else "begun"
    try:
        run_id = dagster.launch(phase, video_id, launch.tags)
    except TransientError:
        factory.catalogue.outcomes.again(launch.id, 0)
        return "begun"
    factory.catalogue.outcomes.started(launch.id, run_id)
    return "begun"


def is_paused(factory: Factory, video_id: str = "") -> bool:
    """Whether nothing that is asked for begins, of a video's channel or of all, by a person's wish."""
    if factory.catalogue.settings.all()["paused"]:
        return True
    return bool(video_id) and factory.catalogue.paused_channels.rests(video_id)
