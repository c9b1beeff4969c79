"""Once a day Dagster forgets videos that are done with, so that its pages and tables stay small.

The catalogue keeps every fact of them, and the store their files.
"""

import dagster as dg

from factory.ports import Archive
from factory.workflow.launch import PHASE

AT_ONCE = 200
"""Videos in one transaction."""


@dg.op(description="Takes videos out of Dagster that are published or deleted long enough.")
def forget_videos(context: dg.OpExecutionContext, archive: dg.ResourceParam[Archive]) -> None:
    """Archive whatever is due, and drop old runs of no video."""
    videos, runs = archive_everything(archive)
    context.log.info(f"{videos} videos archived, {runs} runs forgotten")


def archive_everything(archive: Archive) -> tuple[int, int]:
    """Archive all that is due; return the number of videos and of runs."""
    videos, runs = 0, archive.forget_old_runs()
    while due := archive.due(AT_ONCE):
        runs += archive.forget(due)
        videos += len(due)
    return videos, runs


@dg.job(
    description="What Dagster keeps of finished videos, taken away; facts and files stay.",
    tags={PHASE: "archive"},
)
def archive_videos() -> None:
    """One step."""
    forget_videos()


archived_videos = dg.ScheduleDefinition(
    name="archived_videos",
    job=archive_videos,
    cron_schedule="40 3 * * *",
    execution_timezone="UTC",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Every night, Dagster forgets videos that are published or deleted long enough.",
)
