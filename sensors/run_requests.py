"""Run requests: what Dagster is asked to run for claimed launches; the one way in which sensors start runs."""

import dagster as dg

from factory.brief.brief import AcceptedBrief
from factory.ports import Launches
from factory.workflow.launch import Launch
from factory.workflow.phases import first_phase

AT_ONCE = 20  # runs asked for in one tick; the run queue holds them, the next tick takes more


def ask_first(launches: Launches, video: AcceptedBrief, reason: str, by: str) -> None:
    """Ask for the first phase of a video that was taken in, once, however often it is handed in."""
    phase = first_phase(stepwise=video.brief.mode == "stepwise")
    launches.request(video.video_id, phase, reason, by=by, first=True)


def claimed_runs(launches: Launches, by: str) -> list[dg.RunRequest]:
    """Claim what is due and say how Dagster shall run it."""
    return [run_request(launch) for launch in launches.claim(AT_ONCE, by)]


def run_request(launch: Launch) -> dg.RunRequest:
    """One phase of one video; the tags lead from the run back to the launch."""
    return dg.RunRequest(
        run_key=f"launch-{launch.id}-{launch.attempts}",
        job_name=launch.phase,
        partition_key=launch.video_id,
        tags=launch.tags,
    )
