"""Asking for a phase of a video, and starting it where Dagster runs."""

from typing import TYPE_CHECKING

from factory.errors import TransientError
from wiring.factory import Factory
from wiring.parts import this_home

if TYPE_CHECKING:
    from wiring.services import DagsterApi


def running_dagster() -> "DagsterApi | None":
    """Return Dagster behind the door, if a factory runs."""
    return this_home().running_dagster()


def launch(
    factory: Factory, dagster: "DagsterApi | None", video_id: str, phase: str, reason: str
) -> bool:
    """Ask for a phase and, where Dagster runs, start it at once; the sensors are the safety net."""
    if dagster is None:
        factory.catalogue.launches.request(video_id, phase, reason, by="factory")
        return False
    launch = factory.catalogue.launches.claim_video(video_id, phase, reason=reason, by="factory")
    if launch is None:
        return True
    try:
        run_id = dagster.launch(phase, video_id, launch.tags)
    except TransientError:
        factory.catalogue.outcomes.again(launch.id, 0)
        return True
    factory.catalogue.outcomes.started(launch.id, run_id)
    return True
