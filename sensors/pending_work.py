"""Notice what is to be done next: settle runs that ended, start phases that are due."""

import dagster as dg

from factory.ports import Budgets, Catalogue, Launch, Launches
from factory.workflow.phases import (
    MAX_ATTEMPTS,
    RETRY_SECONDS,
    UNHEARD_SECONDS,
    earliest,
    next_phase,
)
from factory_assets.stage.jobs import JOBS
from factory_assets.stage.partitions import VIDEOS
from sensors.launching import claimed_runs
from sensors.lost_runs import LOST, bury
from sensors.reasons import why_failed

OVER = {
    dg.DagsterRunStatus.SUCCESS,
    dg.DagsterRunStatus.FAILURE,
    dg.DagsterRunStatus.CANCELED,
}


@dg.sensor(
    jobs=JOBS,
    minimum_interval_seconds=1,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Settles ended runs, relaunches crashed ones, and starts every phase that is due.",
)
def pending_work(
    context: dg.SensorEvaluationContext,
    catalogue: dg.ResourceParam[Catalogue],
    launches: dg.ResourceParam[Launches],
    budgets: dg.ResourceParam[Budgets],
) -> dg.SensorResult | dg.SkipReason:
    """Nothing stays stuck: whatever is open is ended, put back, or started."""
    for launch in launches.open_claimed():
        settle(launch, context.instance, catalogue, launches)
    budgets.wake()
    runs = claimed_runs(launches, by="sensor pending_work")
    if not runs:
        return dg.SkipReason("nothing is due")
    # A video taken in while Dagster was down has no partition yet; adding one twice is harmless.
    keys = sorted({run.partition_key for run in runs if run.partition_key})
    return dg.SensorResult(
        run_requests=runs, dynamic_partitions_requests=[VIDEOS.build_add_request(keys)]
    )


def settle(
    launch: Launch, instance: dg.DagsterInstance, catalogue: Catalogue, launches: Launches
) -> None:
    """Bring one open launch up to date with the run that does it."""
    if launch.owner_is_dead:
        bury(launch, instance, catalogue)
    run = _run_of(launch, instance)
    if run is None:
        if launch.claimed_seconds > UNHEARD_SECONDS:
            launches.again(launch.id, 0)
        return
    launches.started(launch.id, run.run_id)
    if run.status == dg.DagsterRunStatus.SUCCESS:
        launches.ended(launch.id, "succeeded")
        follow(launch, catalogue, launches)
    elif run.status in OVER:
        _failed(launch, run, instance, catalogue, launches)


def follow(launch: Launch, catalogue: Catalogue, launches: Launches) -> None:
    """Ask for the phase after this one, unless a person must decide first."""
    accepted = catalogue.brief(launch.video_id)
    after = next_phase(launch.phase, accepted.channel.review)
    if after:
        launches.request(
            launch.video_id,
            after,
            f"{launch.phase} succeeded",
            by="pending_work",
            not_before=earliest(after, accepted.brief),
        )


def _failed(
    launch: Launch,
    run: dg.DagsterRun,
    instance: dg.DagsterInstance,
    catalogue: Catalogue,
    launches: Launches,
) -> None:
    catalogue.run_lost(run.run_id, LOST)
    wait = catalogue.wait(run.run_id)
    if wait and run.status == dg.DagsterRunStatus.FAILURE:
        launches.postpone(launch.id, wait)
        return
    died = launch.attempts - launch.waits
    told = {dg.DagsterEventType.STEP_FAILURE, dg.DagsterEventType.ASSET_CHECK_EVALUATION}
    entries = instance.all_logs(run.run_id, of_type=told)
    why = why_failed(entry.dagster_event for entry in entries if entry.dagster_event)
    if why or run.status == dg.DagsterRunStatus.CANCELED:
        launches.ended(launch.id, "failed", why or "the run was cancelled")
    elif died < MAX_ATTEMPTS:
        # No step failed, so the process died under it: what was finished is in the journal.
        launches.again(launch.id, RETRY_SECONDS[died - 1])
    else:
        launches.ended(launch.id, "failed", f"its process died {died} times")


def _run_of(launch: Launch, instance: dg.DagsterInstance) -> dg.DagsterRun | None:
    tags = {"factory/launch": str(launch.id), "factory/attempt": str(launch.attempts)}
    runs = instance.get_runs(filters=dg.RunsFilter(tags=tags), limit=1)
    return runs[0] if runs else None
