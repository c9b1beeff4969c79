"""The daily run: every morning the day's ideas."""

from zoneinfo import ZoneInfo

import dagster as dg

from factory_assets.stage.jobs import propose


def daily_run(at: str, zone: str) -> dg.ScheduleDefinition:
    """Return the schedule.

    Args:
        at: when, such as `09:00`.
        zone: in which zone, such as `Europe/Berlin`.
    """
    hour, _, minute = at.partition(":")
    here = ZoneInfo(zone)

    @dg.schedule(
        name="daily_run",
        job=propose,
        cron_schedule=f"{int(minute)} {int(hour)} * * *",
        execution_timezone=zone,
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description=f"At {at} ({zone}) the day's ideas are proposed; those approved become videos.",
    )
    def schedule(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
        day = context.scheduled_execution_time.astimezone(here).date().isoformat()
        return dg.RunRequest(run_key=day, partition_key=day)

    return schedule
