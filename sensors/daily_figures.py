"""Daily figures: every morning the days are asked for that platforms may tell something new of."""

from datetime import UTC, date

import dagster as dg

from factory.analytics.due_days import due_days
from factory.ports import LivePosts
from factory.workflow.platform_days import platform_day
from factory_assets.stage.jobs import ANALYTICS, measure

DAY = dg.AssetKey([ANALYTICS, "daily_metrics"])


def daily_figures(at: str, zone: str) -> dg.ScheduleDefinition:
    """Return the schedule: an hour before the day's ideas, which follow from the figures.

    Args:
        at: when ideas are proposed, such as `09:00`.
        zone: in which zone, such as `Europe/Berlin`.
    """
    hour, _, minute = at.partition(":")
    before = (int(hour) - 1) % 24

    @dg.schedule(
        name="daily_figures",
        job=measure,
        cron_schedule=f"{int(minute)} {before} * * *",
        execution_timezone=zone,
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description=(
            f"At {before:02d}:{minute} ({zone}) connected accounts are asked for days that are done, for "
            "five days more as long as their figures change, and for days that are missing."
        ),
    )
    def schedule(
        context: dg.ScheduleEvaluationContext, live_posts: dg.ResourceParam[LivePosts]
    ) -> list[dg.RunRequest] | dg.SkipReason:
        now = context.scheduled_execution_time.astimezone(UTC)
        today = platform_day(now)
        live = live_posts.live(today)
        if not live:
            return dg.SkipReason("nothing is out on an account that can be asked")
        first = min(post.published_on for post in live)
        made = _made(context.instance)
        days = due_days(today, first, made)
        if not days:
            return dg.SkipReason(f"the first post is of {first}; nothing is told of it yet")
        return [
            dg.RunRequest(run_key=f"{now:%Y-%m-%d} {day}", partition_key=str(day)) for day in days
        ]

    return schedule


def _made(instance: dg.DagsterInstance) -> frozenset[date]:
    return frozenset(map(date.fromisoformat, instance.get_materialized_partitions(DAY)))
