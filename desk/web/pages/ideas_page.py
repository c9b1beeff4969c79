"""The page of ideas: what channels might tell, why, and a decision about each."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.actions.learning.idea_price import check_agreed, price_of_idea
from desk.actions.learning.ideas import (
    LONGEST_NOTE,
    day_meant,
    decide,
    ideas_of,
    price_of_day,
    propose_for,
)
from desk.actions.publishing.destinations import release_words
from desk.web.displayed_names import likeness_note
from desk.web.forms import field, shown_usd
from desk.web.page import desk_page, only_looks, page_part, person_of
from factory.errors import BadInput, TransientError
from factory.ideas.idea import IdeaStatus
from wiring.factory import Factory

SHOWN = 100
DECISIONS: Mapping[str, IdeaStatus] = {"approve": "approved", "reject": "rejected"}


def ideas_page(factory: Factory, request: Request) -> Response:
    """Show ideas that wait for a decision, and what became of the others."""
    return _page(factory, request, ())


def propose_today(factory: Factory, request: Request, form: Mapping[str, str]) -> Response:
    """Propose the ideas of the day that was shown, at its price; say who could not be asked.

    Raises:
        BadInput: no day or no price was shown, or no channel has a list of topics.
    """
    done = propose_for(factory, _shown_day(form), shown_usd(form))
    if done.problems:
        return _page(factory, request, done.problems)
    return RedirectResponse("/ideas", status_code=303)


def _shown_day(form: Mapping[str, str]) -> date:
    try:
        return day_meant(date.fromisoformat(field(form, "day")))
    except ValueError:
        raise BadInput("the form names no day; load the page again and ask once more") from None


def price_part(factory: Factory, request: Request) -> Response:
    """Show what the video of an idea would cost and whether a person looks at it, and the button that has it made.

    Where that cannot be told just now, the button is there without a price, and another that asks again.
    """
    idea = factory.catalogue.ideas.find(request.path_params["idea"])
    if idea is None:
        raise HTTPException(404)
    channel, passing = factory.channels.all().get(idea.channel), ""
    try:
        price = price_of_idea(factory, idea)
    except TransientError as error:
        price, passing = None, str(error)
    return page_part(
        request,
        factory,
        "idea_price.html",
        idea=idea,
        price=price,
        passing=passing,
        released=release_words(factory, channel) if channel else "",
        only_looks=only_looks(request),
    )


def made_part(factory: Factory, request: Request) -> Response:
    """Show the ideas that were approved, and what became of each."""
    return desk_page(request, factory, "ideas_made.html", here="ideas", **_made(factory))


def _made(factory: Factory) -> Mapping[str, Any]:
    approved = factory.catalogue.ideas.newest(SHOWN, state="approved")
    to_come = any(not one.video_id and not one.refused for one in approved)
    return {"approved": approved, "to_come": to_come}


def _page(factory: Factory, request: Request, problems: Sequence[str]) -> Response:
    kept, today = factory.catalogue.ideas, datetime.now(UTC).date()
    listed = any(channel.ideas for channel in factory.channels.all().values())
    price = price_of_day(factory, today) if listed else None
    waiting = ideas_of(factory, "", "new", SHOWN)
    return desk_page(
        request,
        factory,
        "ideas.html",
        here="ideas",
        waiting=waiting,
        likeness=likeness_note(waiting),
        rejected=kept.newest(SHOWN, state="rejected"),
        listed=listed,
        price=price,
        today=today,
        problems=dict.fromkeys([*problems, *(price.problems if price else ())]),
        longest_note=LONGEST_NOTE,
        **_made(factory),
    )


def decide_idea(factory: Factory, request: Request, form: Mapping[str, str]) -> Response:
    """Approve or reject an idea; an approval at the price that its button showed, where it showed one.

    Raises:
        BadInput: neither was asked for, or a rejection says no reason.
        PermanentError: it costs more by now; nothing was decided.
    """
    asked, note = form.get("decision", ""), form.get("note", "").strip()
    if asked not in DECISIONS:
        raise BadInput("the decision about an idea is either `approve` or `reject`")
    if asked == "reject" and not note:
        raise BadInput("a rejection says why; write a few words and reject again")
    idea = factory.catalogue.ideas.find(request.path_params["idea"])
    if idea and asked == "approve" and "usd" in form:
        check_agreed(factory, idea, shown_usd(form))
    decide(factory, request.path_params["idea"], DECISIONS[asked], person_of(request), note)
    return RedirectResponse("/ideas", status_code=303)
