"""The weekly report of a channel, of what is known now."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Final

from factory.analytics.channel_days import LOOKED_BACK_DAYS
from factory.analytics.channel_sums import days_before
from factory.analytics.charts.week_answers import WeekAnswers
from factory.analytics.weekly_report.page import week_page
from factory.analytics.weekly_report.report import weekly_report
from factory.analytics.weekly_report.week import WeeklyReport, name_of
from factory.ports import Experiments, FigureSums, Reports, Weeks
from factory.workflow.platform_days import platform_day

STANDS: Final[Mapping[str, str]] = {
    "registered": "It has not begun",
    "running": "It is running",
    "waiting": "Its days are over, and their last figures are waited for",
}
"""How an experiment stands that is not over, by its state."""


def report_of(
    channel: str, first: date, last: date, weeks: Weeks, sums: FigureSums, experiments: Experiments
) -> WeeklyReport:
    """Return what a channel did in these seven days, and what it tries next."""
    now = datetime.now(UTC)
    tried = [
        f"Tried: {kept.registered.title}. {kept.registered.hypothesis.rstrip('.')}. "
        f"{STANDS[state]}; it needs {kept.registered.power}."
        for kept in experiments.all()
        for state in [kept.state(platform_day(now))]
        if kept.registered.channel == channel and state in STANDS
    ]
    # Each day of the week is judged by those before it.
    days = sums.days(days_before(first, LOOKED_BACK_DAYS), last, channel)
    return weekly_report(channel, first, last, weeks.facts(channel, first, last), days, tried, now)


def write_report(report: WeeklyReport, answers: WeekAnswers | None, reports: Reports) -> str:
    """Write a report as a file; return where it lies."""
    return reports.write(report.channel, name_of(report.first), week_page(report, answers))
