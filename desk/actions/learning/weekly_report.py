"""Weekly reports: looking at one, and writing it as a file."""

from datetime import UTC, date, datetime, timedelta

from factory.analytics.charts.week_answers import WeekAnswers
from factory.analytics.weekly_report.week import WeeklyReport, week_named, week_of
from factory.documents.error_words import listed, shown
from factory.errors import BadInput
from factory.records import Payload
from factory.workflow.platform_days import platform_day
from factory_assets.analytics.weekly_report import report_of, write_report
from wiring.channel_answers import FactoryAnswers
from wiring.factory import Factory, open_factory


class WrittenReport(Payload):
    """A report, and the file that it became."""

    report: WeeklyReport
    file: str


def week_report(factory: Factory, channel: str, week: str) -> WeeklyReport:
    """Return a channel's report of a week, such as 2026-W48; empty: of the last complete one of which anything is known.

    Raises:
        BadInput: no channel is named, or there is no such channel or week.
    """
    weeks = factory.catalogue.weeks
    known = weeks.channels()
    if not channel and known:
        raise BadInput(f"no channel is named; wanted one of: {listed(known)}")
    if channel not in known:
        raise BadInput(
            f"the channel {shown(channel)} has no video; there are: {listed(known) or 'none'}"
        )
    first, last = _days(week) if week else _newest(factory, channel)
    sums, experiments = factory.catalogue.figure_sums, factory.catalogue.experiments
    return factory.catalogue.kept_answers.answer(
        channel,
        ("week", channel, first),
        lambda: report_of(channel, first, last, weeks, sums, experiments),
        paid=(first, last),
    )


def week_answers(factory: Factory, report: WeeklyReport) -> WeekAnswers | None:
    """Return the pictures of a report; None where nothing is known of its channel."""
    return FactoryAnswers(factory).of_week(report.channel, report.last)


def write_week(channel: str, week: str) -> WrittenReport:
    """Write a channel's report of a week into `reports/`, and return it."""
    with open_factory() as factory:
        report = week_report(factory, channel, week)
        answers = week_answers(factory, report)
        return WrittenReport(report=report, file=write_report(report, answers, factory.reports))


def _newest(factory: Factory, channel: str) -> tuple[date, date]:
    _, last = week_of(platform_day(datetime.now(UTC)) - timedelta(days=7))
    return week_of(factory.catalogue.weeks.newest_day(channel, last) or last)


def _days(week: str) -> tuple[date, date]:
    today = platform_day(datetime.now(UTC))
    try:
        first, last = week_named(week)
    except ValueError:
        raise BadInput(f"{shown(week, 20)} is no week; wanted one such as 2026-W48") from None
    if first > today:
        raise BadInput(f"the week {week} has not begun")
    return first, last
