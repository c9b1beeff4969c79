"""Every night all that cannot be made anew is put away, and the newest backup is read back."""

from collections.abc import Sequence
from typing import Final

import dagster as dg

from factory.ports import BackupReport, Backups
from factory.workflow.launch import PHASE
from factory_assets.stage.step_retries import STEP_RETRIES, errors_for_dagster

MADE_AT: Final = "0 2 * * *"
READ_AT: Final = "0 3 * * *"


@dg.op(retry_policy=STEP_RETRIES, description="Puts database, media and the user's files away.")
def put_factory_away(context: dg.OpExecutionContext, backups: dg.ResourceParam[Backups]) -> None:
    """Make one backup."""
    with errors_for_dagster():
        report = backups.make()
    context.log.info(_figures(report))
    if report.missing:
        context.log.warning(f"not in the store as the catalogue has it: {report.missing}")


@dg.op(retry_policy=STEP_RETRIES, description="Reads the newest backup and compares every hash.")
def read_backup(context: dg.OpExecutionContext, backups: dg.ResourceParam[Backups]) -> None:
    """Check one backup."""
    with errors_for_dagster():
        report = backups.check()
    context.log.info(_figures(report))


@dg.job(description="All that cannot be made anew, put away.", tags={PHASE: "backup"})
def back_up_factory() -> None:
    """One step."""
    put_factory_away()


@dg.job(description="The newest backup, read back.", tags={PHASE: "backup"})
def read_newest_backup() -> None:
    """One step."""
    read_backup()


def backup_schedules(time_zone: str, *, place_is_set: bool) -> Sequence[dg.ScheduleDefinition]:
    """Return the two schedules of a night.

    Args:
        time_zone: of their hours.
        place_is_set: whether anybody named a place for backups; otherwise they are off.
    """
    status = dg.DefaultScheduleStatus.RUNNING if place_is_set else dg.DefaultScheduleStatus.STOPPED
    return [
        dg.ScheduleDefinition(
            name=name,
            job=job,
            cron_schedule=at,
            execution_timezone=time_zone,
            default_status=status,
            description=f"{what} Off until FACTORY_BACKUP_TO names a place.",
        )
        for name, job, at, what in (
            ("nightly_backup", back_up_factory, MADE_AT, "Every night, a backup."),
            ("backup_check", read_newest_backup, READ_AT, "Every night, the backup is read back."),
        )
    ]


def _figures(report: BackupReport) -> str:
    return (
        f"{report.name} in {report.place}: {report.files} files of {report.bytes:,} bytes, of them new "
        f"{report.new_files} of {report.new_bytes:,}; missing {len(report.missing)}"
    )
