"""Notice what is to be done next: settle runs that ended, start phases that are due."""

from dataclasses import dataclass

import dagster as dg

from factory.ports import Books, Briefs, Budgets, Launches, Outcomes, Stages
from factory.workflow.launch import Launch
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
    briefs: dg.ResourceParam[Briefs],
    stages: dg.ResourceParam[Stages],
    launches: dg.ResourceParam[Launches],
    outcomes: dg.ResourceParam[Outcomes],
    budgets: dg.ResourceParam[Budgets],
    books: dg.ResourceParam[Books],
) -> dg.SensorResult | dg.SkipReason:
    """Nothing stays stuck: whatever is open is ended, put back, or started."""
    settlement = Settlement(context.instance, briefs, stages, launches, outcomes)
    for launch in launches.open_claimed():
        settlement.settle(launch)
    books.close()
    budgets.wake()
    runs = claimed_runs(launches, by="sensor pending_work")
    if not runs:
        return dg.SkipReason("nothing is due")
    # A video taken in while Dagster was down has no partition yet; adding one twice is harmless.
    keys = sorted({run.partition_key for run in runs if run.partition_key})
    return dg.SensorResult(
        run_requests=runs, dynamic_partitions_requests=[VIDEOS.build_add_request(keys)]
    )


@dataclass(frozen=True, slots=True)
class Settlement:
    """Brings open launches up to date with the runs that do them."""

    instance: dg.DagsterInstance
    briefs: Briefs
    stages: Stages
    launches: Launches
    outcomes: Outcomes

    def settle(self, launch: Launch) -> None:
        """Say of one launch what became of its run; ask for what follows."""
        if launch.owner_is_dead:
            bury(launch, self.instance, self.stages)
        run = _run_of(launch, self.instance)
        if run is None:
            if launch.claimed_seconds > UNHEARD_SECONDS:
                self.outcomes.again(launch.id, 0)
            return
        self.outcomes.started(launch.id, run.run_id)
        if run.status == dg.DagsterRunStatus.SUCCESS:
            self.outcomes.ended(launch.id, "succeeded")
            self._follow(launch)
        elif run.status in OVER:
            self._failed(launch, run)

    def _follow(self, launch: Launch) -> None:
        """Ask for the phase after this one, unless a person must decide first."""
        accepted = self.briefs.newest(launch.video_id)
        after = next_phase(launch.phase, accepted.channel.review)
        if after:
            self.launches.request(
                launch.video_id,
                after,
                f"{launch.phase} succeeded",
                by="pending_work",
                not_before=earliest(after, accepted.brief),
            )

    def _failed(self, launch: Launch, run: dg.DagsterRun) -> None:
        self.stages.run_lost(run.run_id, LOST)
        wait = self.stages.wait(run.run_id)
        if wait and run.status == dg.DagsterRunStatus.FAILURE:
            self.outcomes.postpone(launch.id, wait)
            return
        further = self.stages.got_further(launch.video_id, run.run_id)
        died = 1 if further else launch.attempts - launch.waits
        told = {dg.DagsterEventType.STEP_FAILURE, dg.DagsterEventType.ASSET_CHECK_EVALUATION}
        entries = self.instance.all_logs(run.run_id, of_type=told)
        why = why_failed(entry.dagster_event for entry in entries if entry.dagster_event)
        if why or run.status == dg.DagsterRunStatus.CANCELED:
            self.outcomes.ended(launch.id, "failed", why or "the run was cancelled")
        elif died < MAX_ATTEMPTS:
            # No step failed, so the process died under it: what was finished is in the journal.
            self.outcomes.again(launch.id, RETRY_SECONDS[died - 1], forgiven=further)
        else:
            self.outcomes.ended(
                launch.id, "failed", f"its process died {died} times in a row and got no further"
            )


def _run_of(launch: Launch, instance: dg.DagsterInstance) -> dg.DagsterRun | None:
    tags = {"factory/launch": str(launch.id), "factory/attempt": str(launch.attempts)}
    runs = instance.get_runs(filters=dg.RunsFilter(tags=tags), limit=1)
    return runs[0] if runs else None
