"""The page of money: what was spent, what may be spent, what is in doubt, what things cost."""

from collections.abc import Mapping

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.actions.money import limit_facts
from desk.actions.spending import money_facts
from desk.web.forms import field
from desk.web.page import desk_page
from desk.web.price_limits import tenant_words
from factory.analytics.charts.spending_chart import spending_chart, told_spending
from factory.errors import BadInput
from factory.interchange.video_facts import VideoSummary
from factory.interchange.video_filter import VideoFilter
from factory.money.spending_limits import PERIODS, SpendingLimit
from wiring.factory import Factory

Form = Mapping[str, str]
PLACE = "/money"
MOST_WAITING = 50
"""Videos whose own limits are shown, the newest."""
SPANS = (31, 92, 366)
"""Days that may be looked back."""


def money_page(factory: Factory, request: Request) -> Response:
    """Show the last days; the address says how many."""
    asked = request.query_params.get("days", "")
    count = next((span for span in SPANS if str(span) == asked), SPANS[0])
    facts = money_facts(factory, count)
    idle = [one for one in facts.limits if _is_idle(one)]
    return desk_page(
        request,
        factory,
        "money.html",
        here="money",
        facts=facts,
        used_limits=[one for one in facts.limits if one not in idle],
        idle_limits=idle,
        video_limits=_of_waiting_videos(factory),
        chart=Markup(spending_chart(facts.days, facts.today, count)),
        told=told_spending(facts.days, facts.today, count),
        spans=SPANS,
        periods=PERIODS,
        whose=lambda name: tenant_words(name, facts.limits),
        waiting=factory.estimates.waiting(),
        orders=len(factory.catalogue.orders.open()),
        vendors=[state for state in factory.circuits.states() if state["open"]],
        sandbox=bool(factory.settings.sandbox),
    )


def _is_idle(limit: SpendingLimit) -> bool:
    """Whether it is a channel's that spent nothing, and has nothing set aside."""
    return limit.scope == "channel" and not limit.spent_usd and not limit.reserved_usd


def _of_waiting_videos(factory: Factory) -> list[tuple[VideoSummary, SpendingLimit]]:
    """Return the own limits of videos that wait because a limit is reached."""
    waiting = VideoFilter(statuses=("awaiting_budget",))
    return [
        (video, factory.spending_limits.limit("video", video.video_id))
        for video in factory.catalogue.reports.list_videos(MOST_WAITING, wanted=waiting)
    ]


def set_limit(factory: Factory, request: Request, form: Form) -> Response:
    """Set what a video may spend in all, a channel a day or a tenant a month; an empty sum gives it back to the files."""
    scope, name = field(form, "scope"), field(form, "name")
    if scope not in PERIODS:
        raise BadInput("the form names no video, channel or tenant; load the page again")
    limit_facts(scope, name, field(form, "usd").strip() or "default")
    return RedirectResponse(f"{PLACE}#limits", 303)
