"""Weekly reports: every Monday a page for each channel, of the week that is over."""

from datetime import UTC, datetime, timedelta

import dagster as dg

from factory.analytics.weekly_report.message import week_message
from factory.analytics.weekly_report.week import name_of, week_of
from factory.ports import (
    ChannelAnswers,
    Channels,
    Experiments,
    FigureSums,
    Messages,
    Messengers,
    Reports,
    Weeks,
)
from factory.workflow.launch import PHASE
from factory.workflow.platform_days import platform_day
from factory_assets.analytics.weekly_report import report_of, write_report


@dg.op(
    description="Writes the report of last week for every channel that has a video, and tells of it."
)
def write_reports(
    context: dg.OpExecutionContext,
    weeks: dg.ResourceParam[Weeks],
    figure_sums: dg.ResourceParam[FigureSums],
    experiments: dg.ResourceParam[Experiments],
    channel_answers: dg.ResourceParam[ChannelAnswers],
    reports: dg.ResourceParam[Reports],
    channels: dg.ResourceParam[Channels],
    messages: dg.ResourceParam[Messages],
    messengers: dg.ResourceParam[Messengers],
) -> None:
    """Write them, over what an earlier run of the week has written; each is told of once."""
    first, last = week_of(platform_day(datetime.now(UTC)) - timedelta(days=7))
    known = channels.all()
    for channel in weeks.channels():
        report = report_of(channel, first, last, weeks, figure_sums, experiments)
        answers = channel_answers.of_week(channel, last)
        context.log.info(f"{channel}: {write_report(report, answers, reports)}")
        cause, message, one = (
            f"week {channel} {name_of(first)}",
            week_message(report, answers),
            known.get(channel),
        )
        for messenger, conversation in messengers.conversations(one.reviewing if one else None):
            messages.put(cause, messenger, conversation, message)


@dg.job(description="A page a week for each channel.", tags={PHASE: "report"})
def weekly_report_pages() -> None:
    """One step."""
    write_reports()


def weekly_reports(zone: str) -> dg.ScheduleDefinition:
    """Return the schedule: Mondays at 07:30 in a zone."""
    return dg.ScheduleDefinition(
        name="weekly_reports",
        job=weekly_report_pages,
        cron_schedule="30 7 * * 1",
        execution_timezone=zone,
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description=f"Every Monday at 07:30 ({zone}) each channel's report of last week is written.",
    )
