"""Asking for a phase of a video, and starting it where Dagster runs."""

from factory.errors import TransientError
from factory.ports.launches import launch_tags
from wiring.factory import DagsterApi, Factory, door_keys, running_card


def running_dagster() -> DagsterApi | None:
    """Return Dagster behind the door, if a factory runs."""
    running = running_card().read()
    return DagsterApi(running["dagster"], door_keys().token("operator")) if running else None


def launch(
    factory: Factory, dagster: DagsterApi | None, video_id: str, phase: str, reason: str
) -> bool:
    """Ask for a phase and, where Dagster runs, start it at once; the sensors are the safety net."""
    if dagster is None:
        factory.launches.request(video_id, phase, reason, by="factory")
        return False
    launch = factory.launches.claim_video(video_id, phase, reason=reason, by="factory")
    if launch is None:
        return True
    try:
        run_id = dagster.launch(phase, video_id, launch_tags(launch))
    except TransientError:
        factory.launches.again(launch.id, 0)
        return True
    factory.launches.started(launch.id, run_id)
    return True
