"""The page of a channel's week: the same words as the file that is written every Monday."""

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from desk.actions.learning.weekly_report import week_answers, week_report
from desk.web.page import desk_page
from factory.analytics.weekly_report.page import week_parts
from factory.analytics.weekly_report.week import name_of
from factory.errors import BadInput
from wiring.factory import Factory


def report_page(factory: Factory, request: Request) -> Response:
    """Show a channel's week; the address names both, or the first channel's last week is shown."""
    channels = factory.catalogue.weeks.channels()
    channel = request.query_params.get("channel", channels[0] if channels else "")
    week = request.query_params.get("week", "")
    page, why, named = "", "", week
    try:
        report = week_report(factory, channel, week)
        page, named = (
            Markup(week_parts(report, week_answers(factory, report), linked=True)),
            name_of(report.first),
        )
    except BadInput as error:
        why = str(error)
    return desk_page(
        request,
        factory,
        "weekly_report.html",
        here="analytics",
        channels=channels,
        channel=channel,
        week=named,
        page=page,
        why=why,
    )
