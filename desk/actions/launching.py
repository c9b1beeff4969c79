"""Asking for a phase of a video, and starting it where Dagster runs."""

from factory.errors import TransientError
from factory.ports.launches import launch_tags
from wiring.factory import DagsterApi, Factory, running_card


def running_address() -> str | None:
    """Return where Dagster answers, if a factory runs."""
    running = running_card().read()
    return running["dagster"] if running else None


def launch(factory: Factory, address: str | None, video_id: str, phase: str, reason: str) -> bool:
    """Ask for a phase and, where Dagster runs, start it at once; the sensors are the safety net."""
    if address is None:
        factory.launches.request(video_id, phase, reason, by="factory")
        return False
    launch = factory.launches.claim_video(video_id, phase, reason=reason, by="factory")
    if launch is None:
        return True
    try:
        run_id = DagsterApi(address).launch(phase, video_id, launch_tags(launch))
    except TransientError:
        factory.launches.again(launch.id, 0)
        return True
    factory.launches.started(launch.id, run_id)
    return True
