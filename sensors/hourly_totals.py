"""Hourly totals: each hour young posts are read, and once a day those whose platform tells of no day."""

from datetime import UTC, datetime

import dagster as dg

from factory.ports import LivePosts, Metrics, Outlets, OutletTotals, Readings
from factory.workflow.launch import PHASE
from factory_assets.analytics.reading_totals import Reader


@dg.op(description="Reads what platforms have counted of posts, and keeps the days that follow.")
def read_counts(
    context: dg.OpExecutionContext,
    outlets: dg.ResourceParam[Outlets],
    outlet_totals: dg.ResourceParam[OutletTotals],
    live_posts: dg.ResourceParam[LivePosts],
    readings: dg.ResourceParam[Readings],
    metrics: dg.ResourceParam[Metrics],
) -> None:
    """Read what is due now."""
    reader = Reader(outlets, outlet_totals, live_posts, readings, metrics)
    for line in reader.read(datetime.now(UTC)):
        context.log.info(line)


@dg.job(
    description="What platforms have counted of posts since they went out, read now.",
    tags={PHASE: "read"},
)
def read_totals() -> None:
    """One step."""
    read_counts()


@dg.schedule(
    name="hourly_totals",
    job=read_totals,
    cron_schedule="7 * * * *",
    execution_timezone="UTC",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description=(
        "Each hour the posts of the last 72 hours are read; once a day, soon after midnight on the "
        "Pacific coast, those of platforms that tell nothing of single days. Quiet where none is due."
    ),
)
def hourly_totals(
    context: dg.ScheduleEvaluationContext,
    outlets: dg.ResourceParam[Outlets],
    outlet_totals: dg.ResourceParam[OutletTotals],
    live_posts: dg.ResourceParam[LivePosts],
    readings: dg.ResourceParam[Readings],
    metrics: dg.ResourceParam[Metrics],
) -> dg.RunRequest | dg.SkipReason:
    """Ask for a run where a post is due."""
    reader = Reader(outlets, outlet_totals, live_posts, readings, metrics)
    if not reader.due(datetime.now(UTC)):
        return dg.SkipReason("no post is young, and each was read today")
    return dg.RunRequest(run_key=f"{context.scheduled_execution_time:%Y-%m-%dT%H}")
