"""The page of analytics: each answer with its picture, and what is computed here marked as ours."""

from collections.abc import Mapping

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from desk.actions.learning.analytics import ChannelAnalytics, channel_analytics
from desk.web.page import desk_page
from factory.analytics.audience import Audience
from factory.analytics.channel_days import LOOKED_BACK_DAYS
from factory.analytics.charts.age_chart import age_chart
from factory.analytics.charts.day_chart import day_chart, told
from factory.analytics.charts.hours_chart import hours_chart
from factory.analytics.charts.hours_chart import told as hours_told
from factory.analytics.charts.packaging_chart import packaging_chart
from factory.analytics.charts.packaging_chart import told as packaging_told
from factory.analytics.charts.plot import spoken
from factory.analytics.charts.retention_chart import retention_chart
from factory.analytics.charts.retention_chart import told as retention_told
from factory.analytics.charts.traffic_chart import told as traffic_told
from factory.analytics.charts.traffic_chart import traffic_chart
from factory.analytics.meaning_of_views import NEVER_ADDED
from factory.analytics.peer_comparison import LEAST_PEERS
from factory.analytics.view_curve import OLDEST_DAYS
from wiring.factory import Factory

MOST_SHARES = 6
SPAN_WORDS = {28: "4 weeks", 90: "90 days", 365: "a year", 730: "two years"}
MOST_NEW = 12
"""Videos in the table of new ones, those that need somebody first."""
KINDS = {"country": "Country", "age": "Age", "device": "Device", "traffic": "Source"}
VERDICTS = {
    "too young": "It is too young to say.",
    "too few to compare": f"Too few others are as old; it takes {LEAST_PEERS}.",
    "hold": "Yes.",
    "inspect": "Not yet: look at it.",
    "prepare a change": "No: prepare another title or thumbnail.",
}


def analytics_page(factory: Factory, request: Request) -> Response:
    """Show what a channel does at an outlet; the address says which."""
    channel, _, outlet = request.query_params.get("of", "").partition(" at ")
    asked = request.query_params.get("days", "")
    span = next((one for one in SPAN_WORDS if str(one) == asked), LOOKED_BACK_DAYS)
    facts = channel_analytics(factory, channel, outlet, span)
    if facts is None:
        return desk_page(request, factory, "analytics.html", here="analytics", facts=None)
    return desk_page(
        request,
        factory,
        "analytics.html",
        here="analytics",
        facts=facts,
        spans=list(SPAN_WORDS.items()),
        age_chart=_age(facts),
        verdict=_verdict(facts),
        day_chart=Markup(day_chart(facts.days, facts.outlet)) if facts.days else "",
        days_told=told(facts.days, facts.outlet) if facts.days else "",
        day=spoken(facts.day),
        missing=[spoken(day) for day in facts.missing],
        pictures=_pictures(facts),
        shares=[(KINDS[one.dimension], _shares(one)) for one in facts.viewership.parts],
        never_added=NEVER_ADDED,
        oldest=OLDEST_DAYS,
        most_new=MOST_NEW,
    )


def _pictures(facts: ChannelAnalytics) -> Mapping[str, tuple[str, str]]:
    """Return what each further chart says and shows; one that has nothing to show is left out."""
    found: dict[str, tuple[str, str]] = {}
    if one := facts.first_hours:
        found["hours"] = (hours_told(one), Markup(hours_chart(one)))
    if facts.packaging.videos:
        found["packaging"] = (
            packaging_told(facts.packaging),
            Markup(packaging_chart(facts.packaging)),
        )
    if one := facts.watched:
        found["retention"] = (
            retention_told(one.curve, one.scenes, one.title),
            Markup(retention_chart(one.curve, one.scenes, one.usual, one.title)),
        )
    if days := facts.viewership.traffic:
        found["traffic"] = (traffic_told(days), Markup(traffic_chart(days)))
    return found


def _shares(one: Audience) -> list[tuple[str, str]]:
    return [(key, f"{share:.0%}") for key, share in one.shares()[:MOST_SHARES]]


def _age(facts: ChannelAnalytics) -> str:
    if facts.newest is None:
        return ""
    return Markup(age_chart(facts.newest))


def _verdict(facts: ChannelAnalytics) -> str:
    if facts.newest is None:
        return ""
    bands = (band for band in facts.new_videos if band.video_id == facts.newest.video_id)
    band = next(bands, None)
    return VERDICTS[band.verdict] if band else "It is new no more."
