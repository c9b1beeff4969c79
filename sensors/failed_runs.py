"""Notice runs that failed, whoever started them, and put them on record."""

import dagster as dg

from factory.ports import Catalogue


@dg.run_failure_sensor(
    minimum_interval_seconds=5,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Records every failed run of a video as an event, with its error.",
)
def failed_runs(
    context: dg.RunFailureSensorContext, catalogue: dg.ResourceParam[Catalogue]
) -> None:
    """Announce the failure; the launch itself is settled by `pending_work`."""
    run = context.dagster_run
    video_id = run.tags.get("dagster/partition")
    catalogue.announce(
        "run.failed",
        video_id,
        {"run_id": run.run_id, "job": run.job_name, "error": context.failure_event.message or ""},
    )
