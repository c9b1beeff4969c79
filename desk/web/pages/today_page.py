"""The first page."""

from datetime import datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.actions.learning.daily_run import missed_days
from desk.actions.today import Today, today
from desk.web.formatting import count
from desk.web.guarded import visitor_of
from desk.web.page import desk_page, only_looks
from wiring.factory import Factory


def today_page(factory: Factory, request: Request) -> Response:
    """Show what needs somebody; people of one tenant come to its page instead."""
    visitor = visitor_of(request)
    if visitor and visitor.tenant:
        return RedirectResponse("/tenants", 303)
    facts = today(factory)
    nothing_yet = not factory.catalogue.reports.list_videos(1)
    return desk_page(
        request,
        factory,
        "today.html",
        here="today",
        facts=facts,
        missed=missed_days(factory, facts.now),
        day=day_of(facts.now),
        headline=headline(facts, first=nothing_yet, looks=only_looks(request)),
        nothing_yet=nothing_yet,
        is_free=nothing_yet and not _names_vendor(factory),
    )


def _names_vendor(factory: Factory) -> bool:
    """Whether a channel names anybody who is asked over a network, and paid."""
    directory = factory.channels.directory()
    channels = factory.channels.all().values()
    return any(directory.entry(one.provider).remote for each in channels for one in each.choices)


def headline(facts: Today, *, first: bool, looks: bool) -> str:
    """Return what is to do in one sentence.

    Args:
        facts: what needs somebody.
        first: there is no video yet.
        looks: whoever reads it makes none.
    """
    decide, settle = len(facts.to_decide), facts.to_settle
    parts = [count(decide, "video") + " to decide"] if decide else []
    parts += [count(settle, "thing") + " to settle"] if settle else []
    parts += [count(facts.ideas, "idea") + " to choose from"] if facts.ideas else []
    if parts:
        return f"{', '.join(parts)}."
    if first:
        return "No video was made yet." if looks else "Make your first video."
    return "Nothing needs you."


def day_of(now: datetime) -> str:
    """Return a day and a time of this machine's zone: Friday 27 November, 21:04."""
    here = now.astimezone()
    return f"{here:%A} {here.day} {here:%B, %H:%M}"
