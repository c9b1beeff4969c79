"""Asking for a phase of a video, and starting it where Dagster runs."""

from typing import TYPE_CHECKING, Literal

from factory.errors import TransientError
from wiring.factory import Factory
from wiring.parts import this_home

if TYPE_CHECKING:
    from wiring.services import DagsterApi

Beginning = Literal["begun", "queued", "paused"]
"""What becomes of a phase that was asked for: it is begun now or is at work already, waits for a
factory that runs, or for one that goes on."""

PAUSED = "the factory is paused; `factory settings paused false` lets it go on"


def running_dagster() -> "DagsterApi | None":
    """Return Dagster behind the door, if a factory runs."""
    return this_home().running_dagster()


def launch(
    factory: Factory, dagster: "DagsterApi | None", video_id: str, phase: str, reason: str
) -> Beginning:
    """Ask for a phase and, where Dagster runs, start it at once; the sensors are the safety net."""
    launches = factory.catalogue.launches
    if dagster is None:
        launches.request(video_id, phase, reason, by="factory")
        return "paused" if is_paused(factory) else "queued"
    launch = launches.claim_video(video_id, phase, reason=reason, by="factory")
    if launch is None:
        return "paused" if is_paused(factory) else "begun"
    try:
        run_id = dagster.launch(phase, video_id, launch.tags)
    except TransientError:
        factory.catalogue.outcomes.again(launch.id, 0)
        return "begun"
    factory.catalogue.outcomes.started(launch.id, run_id)
    return "begun"


def is_paused(factory: Factory) -> bool:
    """Whether nothing that is asked for begins, by a person's wish."""
    return bool(factory.catalogue.settings.all()["paused"])
