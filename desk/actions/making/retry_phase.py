"""Asking for the work on a video again, from the phase that did not end well."""

from desk.actions.making.launching import Beginning, launch, running_dagster
from factory.errors import PermanentError
from factory.workflow.phases import first_phase
from wiring.factory import Factory

AGAIN = frozenset({"failed", "cancelled", "pending"})


def make_again(factory: Factory, video_id: str, by: str) -> Beginning:
    """Ask for the phase that failed or was called off; return what becomes of it.

    What is finished is kept: only what failed, and what stands on it, is done.

    Raises:
        PermanentError: there is no such video, or nothing of it has failed.
    """
    video = factory.catalogue.reports.show(video_id)
    if video.status not in AGAIN:
        raise PermanentError(
            f"{video_id} is {video.status.replace('_', ' ')}; only what failed or was called off "
            "is tried again"
        )
    ended = [one.phase for one in video.launches if one.outcome in ("failed", "cancelled")]
    phase = ended[-1] if ended else first_phase(stepwise=video.mode == "stepwise")
    return launch(factory, running_dagster(), video_id, phase, f"asked for again by {by}")
