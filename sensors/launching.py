"""From claimed launches to Dagster's run requests: the one way in which sensors start runs."""

import dagster as dg

from factory.ports import Launches
from factory.workflow.launch import Launch

AT_ONCE = 20  # runs asked for in one tick; the run queue holds them, the next tick takes more


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
