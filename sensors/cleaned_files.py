"""Every night, where a setting says after how many days, files are removed that nobody needs."""

from collections.abc import Sequence

import dagster as dg

from factory.ports import Cleaner, Switches
from factory.workflow.launch import PHASE
from factory_assets.stage.step_retries import STEP_RETRIES, errors_for_dagster
from sensors.unneeded_files import SETTING, clean


@dg.op(retry_policy=STEP_RETRIES, description="Removes what nobody has needed for long enough.")
def remove_unneeded(
    context: dg.OpExecutionContext,
    cleaners: dg.ResourceParam[Sequence[Cleaner]],
    switches: dg.ResourceParam[Switches],
) -> None:
    """Remove what is due by the setting."""
    with errors_for_dagster():
        for cleaner, removed in clean(cleaners, switches.number(SETTING)):
            context.log.info(
                f"{cleaner.kind}: {removed.count} removed, {removed.bytes:,} bytes, "
                f"{removed.waiting} stay until what is being made is done"
            )


@dg.job(
    description="Files and rows that nobody needs any more, removed.",
    tags={PHASE: "clean"},
)
def clean_files() -> None:
    """One step."""
    remove_unneeded()


@dg.schedule(
    name="cleaned_files",
    job=clean_files,
    cron_schedule="20 5 * * *",
    execution_timezone="UTC",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description=f"Every night, what nobody needs is removed, once the setting {SETTING} is above 0.",
)
def cleaned_files(
    context: dg.ScheduleEvaluationContext, switches: dg.ResourceParam[Switches]
) -> dg.RunRequest | dg.SkipReason:
    """Ask for a run where the policy is set."""
    if not switches.number(SETTING):
        return dg.SkipReason(f"the setting {SETTING} is 0: nothing is cleaned by itself")
    return dg.RunRequest(run_key=f"{context.scheduled_execution_time:%Y-%m-%d}")
