"""The first page."""

from datetime import datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.actions.learning.daily_run import missed_days
from desk.actions.today import Today, today
from desk.web.formatting import count
from desk.web.guarded import visitor_of
from desk.web.page import desk_page
from wiring.factory import Factory


def today_page(factory: Factory, request: Request) -> Response:
    """Show what needs somebody; people of one tenant come to its page instead."""
    visitor = visitor_of(request)
    if visitor and visitor.tenant:
        return RedirectResponse("/tenants", 303)
    facts = today(factory)
    nothing_yet = not (facts.published or facts.at_work or facts.waiting or facts.failed)
    nothing_yet = nothing_yet and not (facts.to_decide or facts.scheduled or facts.to_settle)
    return desk_page(
        request,
        factory,
        "today.html",
        here="today",
        facts=facts,
        missed=missed_days(factory, facts.now),
        day=day_of(facts.now),
        headline=headline(facts, first=nothing_yet),
        nothing_yet=nothing_yet,
    )


def headline(facts: Today, *, first: bool) -> str:
    """Return what is to do in one sentence; `first`: there is no video yet."""
    decide, settle = len(facts.to_decide), facts.to_settle
    parts = [count(decide, "video") + " to decide"] if decide else []
    parts += [count(settle, "thing") + " to settle"] if settle else []
    parts += [count(facts.ideas, "idea") + " to choose from"] if facts.ideas else []
    if parts:
        return f"{', '.join(parts)}."
    return "Make your first video." if first else "Nothing needs you."


def day_of(now: datetime) -> str:
    """Return a day and a time of this machine's zone: Friday 27 November, 21:04."""
    here = now.astimezone()
    return f"{here:%A} {here.day} {here:%B, %H:%M}"
