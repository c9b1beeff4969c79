"""The page of money: what was spent, what may be spent, what is in doubt, what things cost."""

from collections.abc import Mapping

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.actions.money import limit_facts
from desk.actions.spending import money_facts
from desk.web.forms import field
from desk.web.page import desk_page
from factory.analytics.charts.spending_chart import spending_chart, told_spending
from factory.errors import BadInput
from factory.money.limits import PERIODS
from wiring.factory import Factory

Form = Mapping[str, str]
PLACE = "/money"
SPANS = (31, 92, 366)
"""Days that may be looked back."""


def money_page(factory: Factory, request: Request) -> Response:
    """Show the last days; the address says how many."""
    asked = request.query_params.get("days", "")
    count = next((span for span in SPANS if str(span) == asked), SPANS[0])
    facts = money_facts(factory, count)
    return desk_page(
        request,
        factory,
        "money.html",
        here="money",
        facts=facts,
        chart=Markup(spending_chart(facts.days, facts.today, count)),
        told=told_spending(facts.days, facts.today, count),
        spans=SPANS,
        periods=PERIODS,
        waiting=factory.estimates.waiting(),
        orders=len(factory.catalogue.orders.open()),
        vendors=[state for state in factory.circuits.states() if state["open"]],
        sandbox=bool(factory.settings.sandbox),
    )


def set_limit(factory: Factory, request: Request, form: Form) -> Response:
    """Set what a channel may spend a day, or a tenant a month; an empty sum gives it back to the files."""
    scope, name = field(form, "scope"), field(form, "name")
    if scope not in ("channel", "tenant"):
        raise BadInput("the form names neither a channel nor a tenant; load the page again")
    limit_facts(scope, name, field(form, "usd").strip() or "default")
    return RedirectResponse(f"{PLACE}#limits", 303)
