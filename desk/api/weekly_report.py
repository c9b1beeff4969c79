"""Weekly reports: what a channel's week was."""

from desk.actions.learning.weekly_report import week_report
from desk.api.protocol.action import Action, Call
from factory.analytics.weekly_report.week import WeeklyReport
from factory.records import Payload


class WeekAsked(Payload):
    """A channel's week."""

    channel: str
    week: str = ""
    """Such as 2026-W48; else the last complete one of which anything is known."""


def _week(call: Call, asked: WeekAsked) -> WeeklyReport:
    return week_report(call.factory, asked.channel, asked.week)


ACTIONS = (
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
