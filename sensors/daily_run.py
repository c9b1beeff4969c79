"""The daily run: every morning the day's ideas, and what becomes of mornings that were missed."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

import dagster as dg

from factory.ideas.missed_days import missed_days
from factory_assets.ideas.channels_of_a_day import MISSED_DAYS
from factory_assets.stage.jobs import propose

IDEAS: Final = dg.AssetKey("ideas")


def daily_run(
    at: str, zone: str, now: Callable[[ZoneInfo], datetime] = datetime.now
) -> dg.ScheduleDefinition:
    """Return the schedule.

    Args:
        at: when, such as `09:00`.
        zone: in which zone, such as `Europe/Berlin`.
        now: what a clock of that zone shows.
    """
    hour, _, minute = at.partition(":")
    here = ZoneInfo(zone)

    @dg.schedule(
        name="daily_run",
        job=propose,
        cron_schedule=f"{int(minute)} {int(hour)} * * *",
        execution_timezone=zone,
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description=(
            f"At {at} ({zone}) the day's ideas are proposed; those approved become videos. Days that "
            "were missed are made up for where the channel says so."
        ),
    )
    def schedule(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        day = context.scheduled_execution_time.astimezone(here).date()
        if day < now(here).date():  # Dagster makes up for the last tick that it missed
            return dg.SkipReason(f"{day} is over; the next run sees to it as a day that was missed")
        planned = map(date.fromisoformat, context.instance.get_materialized_partitions(IDEAS))
        missed = missed_days(day, frozenset(planned))
        tags = {MISSED_DAYS: " ".join(map(str, missed))} if missed else {}
        return dg.RunRequest(run_key=str(day), partition_key=str(day), tags=tags)

    return schedule
