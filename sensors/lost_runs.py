"""Runs whose process is gone: Dagster would show them as started for ever."""

import dagster as dg

from factory.ports import Stages
from factory.workflow.launch import LAUNCH, Launch

UNFINISHED = [
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.QUEUED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
]
LOST = "the process of this run is gone; what it had finished is kept in the journal"


def bury(launch: Launch, instance: dg.DagsterInstance, stages: Stages) -> None:
    """Report every unfinished run of a launch as failed, to Dagster and to the catalogue."""
    unfinished = dg.RunsFilter(
        tags={LAUNCH: str(launch.id)},
        statuses=UNFINISHED,
    )
    for run in instance.get_runs(filters=unfinished):
        instance.report_run_failed(run, LOST)
        # Dagster's daemon would do this in time; `factory make` runs without one.
        instance.event_log_storage.free_concurrency_slots_for_run(run.run_id)
        stages.run_lost(run.run_id, LOST)
