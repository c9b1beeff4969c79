"""Notice runs that failed, whoever started them: on record, and put back where they only wait."""

from typing import Any, Final

import dagster as dg

from factory.ports import Events, Launches, Stages
from factory.workflow.launch import ATTEMPT
from factory.workflow.shared_stage import HELPS
from factory_assets.stage.manual_runs import by_hand, goes_on_as
from sensors.failure_reasons import why_run_failed
from sensors.lost_runs import LOST

FROM_OUTSIDE: Final = "This run has been marked as failed from outside the execution context."
"""Dagster's words where somebody else noticed that a run's process is gone."""


@dg.run_failure_sensor(
    minimum_interval_seconds=5,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Records every failed run of a video; one by hand that only waits is put back.",
)
def failed_runs(
    context: dg.RunFailureSensorContext,
    events: dg.ResourceParam[Events],
    stages: dg.ResourceParam[Stages],
    launches: dg.ResourceParam[Launches],
) -> None:
    """Announce the failure; a launch is settled by `pending_work`, one that is missing is made.

    Of a run that helps another nothing is to be said: what it left, that one does.
    """
    run = context.dagster_run
    if HELPS in run.tags:
        return
    video_id = run.tags.get("dagster/partition")
    why = why_run_failed(context.instance, run.run_id)
    said = context.failure_event.message or ""
    facts: dict[str, Any] = {
        "run_id": run.run_id,
        "job": run.job_name,
        "error": why or (LOST if said == FROM_OUTSIDE else said),
    }
    if not why and ATTEMPT in run.tags:
        facts["died_at_attempt"] = int(run.tags[ATTEMPT])
    events.announce("run.failed", video_id, facts)
    if video_id and by_hand(run):
        put_back(video_id, run, stages, launches)


def put_back(video_id: str, run: dg.DagsterRun, stages: Stages, launches: Launches) -> bool:
    """Queue a run that was started by hand and waits; return whether that was done."""
    wait, phase = stages.wait(run.run_id), goes_on_as(run)
    if wait is None or phase is None:
        return False
    return launches.put_back(video_id, phase, wait, by="sensor failed_runs")
