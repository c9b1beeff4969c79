"""Notice what is to be done next: settle runs that ended, start phases that are due."""

from collections.abc import Sequence
from dataclasses import dataclass

import dagster as dg

from factory.errors import FactoryError, TransientError
from factory.ports import (
    AbandonedWork,
    Briefs,
    Launches,
    MediaPlaces,
    Outcomes,
    SpendingLimits,
    Stages,
)
from factory.workflow.launch import Following, Launch
from factory.workflow.phases import (
    MAX_ATTEMPTS,
    RELAUNCH_SECONDS,
    UNBEGUN_SECONDS,
    UNHEARD_SECONDS,
    earliest,
    next_phase,
)
from factory_assets.stage.jobs import JOBS
from factory_assets.stage.video_partition import VIDEOS
from sensors.failure_reasons import why_run_failed
from sensors.launched_runs import LaunchedRun, launched_runs
from sensors.lost_runs import LOST, bury
from sensors.run_requests import claimed_runs


@dg.sensor(
    jobs=JOBS,
    minimum_interval_seconds=5,  # as often as Dagster's daemon looks; less has no effect
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Settles ended runs, relaunches crashed ones, and starts every phase that is due.",
)
def pending_work(
    context: dg.SensorEvaluationContext,
    briefs: dg.ResourceParam[Briefs],
    stages: dg.ResourceParam[Stages],
    launches: dg.ResourceParam[Launches],
    outcomes: dg.ResourceParam[Outcomes],
    spending_limits: dg.ResourceParam[SpendingLimits],
    abandoned_work: dg.ResourceParam[AbandonedWork],
    media_places: dg.ResourceParam[MediaPlaces],
) -> dg.SensorResult | dg.SkipReason:
    """Nothing stays stuck: whatever is open is ended, put back, or started."""
    settlement = Settlement(context.instance, briefs, stages, outcomes)
    for video_id, why in settlement.settle(launches.open_claimed()).items():
        context.log.error(f"{video_id} cannot be brought up to date, the others are: {why}")
    abandoned_work.release()
    spending_limits.wake()
    runs = claimed_runs(launches, by="sensor pending_work")
    try:
        media_places.settle()
    except FactoryError as error:  # the store is away, say; the next tick tries again
        context.log.error(f"files of a video cannot be laid below its tenant's prefix: {error}")
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
    outcomes: Outcomes

    def settle(self, open_ones: Sequence[Launch]) -> dict[str, str]:
        """Say of each launch what became of its run; ask for what follows.

        Returns:
            The videos that could not be settled, and why; the next tick tries them again.
        """
        unsettled: dict[str, str] = {}
        for launch in open_ones:
            if launch.owner_is_dead:
                bury(launch, self.instance, self.stages)
        runs = launched_runs(open_ones, self.instance)
        for launch in open_ones:
            try:
                self._settle(launch, runs.get(launch.id))
            except TransientError:
                raise  # the database is away, for all of them
            except (FactoryError, ValueError) as error:  # a row that cannot be read, say
                unsettled[launch.video_id] = f"{type(error).__name__}: {error}"
        return unsettled

    def _settle(self, launch: Launch, run: LaunchedRun | None) -> None:
        if run is None:
            if launch.claimed_seconds > UNHEARD_SECONDS:
                self.outcomes.again(launch.id, 0)
            return
        if launch.run_id != run.run_id:
            self.outcomes.started(launch.id, run.run_id)
        if run.ended is None:
            return
        if run.ended.status == dg.DagsterRunStatus.SUCCESS:
            self.outcomes.ended(launch.id, "succeeded", follows=self._following(launch))
        else:
            self._failed(launch, run.ended)

    def _following(self, launch: Launch) -> Following | None:
        """Return what follows this phase, unless a person must decide first."""
        accepted = self.briefs.newest(launch.video_id)
        after = next_phase(launch.phase, accepted.channel.review)
        if after is None:
            return None
        due = earliest(after, accepted.brief)
        return Following(after, f"{launch.phase} succeeded", "pending_work", due)

    def _failed(self, launch: Launch, run: dg.DagsterRun) -> None:
        self.stages.run_lost(run.run_id, LOST)
        wait = self.stages.wait(run.run_id)
        if wait and run.status == dg.DagsterRunStatus.FAILURE:
            self.outcomes.postpone(launch.id, wait)
            return
        further = self.stages.got_further(launch.video_id, run.run_id)
        died = 1 if further else launch.attempts - launch.waits
        why = why_run_failed(self.instance, run.run_id)
        if why or run.status == dg.DagsterRunStatus.CANCELED:
            self.outcomes.ended(launch.id, "failed", why or "the run was cancelled")
        elif died < MAX_ATTEMPTS:
            # No step failed, so the process died under it: what was finished is in the journal.
            waits = RELAUNCH_SECONDS if self._began(run.run_id) else UNBEGUN_SECONDS
            self.outcomes.again(launch.id, waits[died - 1], forgiven=further)
        else:
            self.outcomes.ended(
                launch.id, "failed", f"its process died {died} times in a row and got no further"
            )

    def _began(self, run_id: str) -> bool:
        """Return whether a process of the run ever did; none does while the code location is away."""
        record = self.instance.get_run_record_by_id(run_id)
        return record is not None and record.start_time is not None
