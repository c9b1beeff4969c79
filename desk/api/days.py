"""Days and weeks as a whole: what the daily run did, and a channel's weekly report."""

from datetime import UTC, date, datetime

from desk.actions.learning.daily import Daily, daily
from desk.actions.learning.weekly import week_report
from desk.api.protocol.action import Action, Call, NoInput
from factory.analytics.weekly_report.week import WeeklyReport
from factory.records import Payload


class DayAsked(Payload):
    """A day, YYYY-MM-DD (UTC)."""

    day: date | None = None


class WeekAsked(Payload):
    """A channel's week."""

    channel: str
    week: str = ""
    """Such as 2026-W48; else last week."""


def _today(call: Call, asked: NoInput) -> Daily:
    return daily(call.factory, datetime.now(UTC))


def _week(call: Call, asked: WeekAsked) -> WeeklyReport:
    return week_report(call.factory, asked.channel, asked.week)


ACTIONS = (
    Action(
        name="daily_run",
        method="GET",
        path="/today",
        role="viewer",
        about="Say what the daily run did today, and why it did not do the rest.",
        asks=NoInput,
        answers=Daily,
        do=_today,
        example={},
        commands=("today",),
    ),
    Action(
        name="weekly_report",
        method="GET",
        path="/channels/{channel}/report",
        role="viewer",
        about="Report a channel's week: made, published, refused and why, watched, cost, what is next.",
        asks=WeekAsked,
        answers=WeeklyReport,
        do=_week,
        example={"channel": "demo", "week": "2026-W48"},
        commands=("report",),
    ),
)
