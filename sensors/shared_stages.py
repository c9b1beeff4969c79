"""Notice long stages whose units are left to other runs as well: helpers are started for them."""

from collections.abc import Iterator

import dagster as dg

from factory.ports import SharedStages
from factory.workflow.launch import PRIORITY
from factory.workflow.shared_stage import HELPED, HELPS, MOST_STARTS, STAGE, SharedStage
from factory_assets.helping_job import segments
from sensors.launched_runs import OVER


def shared_stages(most: int) -> dg.SensorDefinition:
    """Return the sensor that starts up to so many helpers for one stage; off where that is none."""

    @dg.sensor(
        name="shared_stages",
        job_name=segments.name,
        minimum_interval_seconds=5,
        default_status=(dg.DefaultSensorStatus.RUNNING if most else dg.DefaultSensorStatus.STOPPED),
        description="Starts helpers for stages of long videos, on workers that nobody waits for.",
    )
    def notice(
        context: dg.SensorEvaluationContext, shared_stages: dg.ResourceParam[SharedStages]
    ) -> dg.SensorResult | dg.SkipReason:
        """Fill the places of helpers that are missing."""
        found = shared_stages.shared()
        runs = [run for one in found for run in _helpers(one, most, context.instance)]
        if not runs:
            return dg.SkipReason(f"no helper is missing; {len(found)} stages are shared")
        return dg.SensorResult(run_requests=runs)

    return notice


def _helpers(
    shared: SharedStage, most: int, instance: dg.DagsterInstance
) -> Iterator[dg.RunRequest]:
    """Yield a run for each place of a helper that nobody fills, a few times over."""
    places = shared.helpers(most) if shared.stage in HELPED else 0
    if not places:
        return
    helped = instance.get_run_by_id(shared.run_id)
    if helped is None or helped.status in OVER:  # killed, so nobody has said yet that it is over
        return
    tags = {HELPS: shared.run_id, STAGE: shared.stage}
    begun = instance.get_runs(dg.RunsFilter(tags=tags))
    at_work = sum(run.status not in OVER for run in begun)
    first, last = len(begun), min(len(begun) + places - at_work, places * MOST_STARTS)
    priority = _priority(helped)
    for number in range(first, last):
        yield dg.RunRequest(
            run_key=f"helper-{shared.run_id}-{shared.stage}-{number}",
            partition_key=shared.video_id,
            tags=shared.tags(number, priority),
        )


def _priority(run: dg.DagsterRun) -> int:
    """Return the priority of a run that is helped, so that channels take turns among helpers, too."""
    try:
        return int(run.tags.get(PRIORITY, "0"))
    except ValueError:  # whoever starts a run by hand may give it any tag
        return 0
