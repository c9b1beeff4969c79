"""The page of ideas: what channels might tell, why, and a decision about each."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.actions.learning.ideas import (
    LONGEST_NOTE,
    decide,
    ideas_of,
    price_of_day,
    propose_for,
)
from desk.web.displayed_names import likeness_note
from desk.web.forms import shown_usd
from desk.web.page import desk_page, person_of
from factory.errors import BadInput
from factory.ideas.idea import IdeaStatus
from wiring.factory import Factory

SHOWN = 100
DECISIONS: Mapping[str, IdeaStatus] = {"approve": "approved", "reject": "rejected"}


def ideas_page(factory: Factory, request: Request) -> Response:
    """Show ideas that wait for a decision, and what became of the others."""
    return _page(factory, request, ())


def propose_today(factory: Factory, request: Request, form: Mapping[str, str]) -> Response:
    """Propose today's ideas at the price that was shown; say who could not be asked.

    Raises:
        BadInput: no price was shown, or no channel has a list of topics.
    """
    done = propose_for(factory, datetime.now(UTC).date(), shown_usd(form))
    if done.problems:
        return _page(factory, request, done.problems)
    return RedirectResponse("/ideas", status_code=303)


def _page(factory: Factory, request: Request, problems: Sequence[str]) -> Response:
    kept = factory.catalogue.ideas
    listed = any(channel.ideas for channel in factory.channels.all().values())
    price = price_of_day(factory, datetime.now(UTC).date()) if listed else None
    waiting = ideas_of(factory, "", "new", SHOWN)
    return desk_page(
        request,
        factory,
        "ideas.html",
        here="ideas",
        waiting=waiting,
        likeness=likeness_note(waiting),
        approved=kept.newest(SHOWN, state="approved"),
        rejected=kept.newest(SHOWN, state="rejected"),
        listed=listed,
        price=price,
        problems=dict.fromkeys([*problems, *(price.problems if price else ())]),
        longest_note=LONGEST_NOTE,
    )


def decide_idea(factory: Factory, request: Request, form: Mapping[str, str]) -> Response:
    """Approve or reject an idea.

    Raises:
        BadInput: neither was asked for, or a rejection says no reason.
    """
    asked, note = form.get("decision", ""), form.get("note", "").strip()
    if asked not in DECISIONS:
        raise BadInput("the decision about an idea is either `approve` or `reject`")
    if asked == "reject" and not note:
        raise BadInput("a rejection says why; write a few words and reject again")
    decide(factory, request.path_params["idea"], DECISIONS[asked], person_of(request), note)
    return RedirectResponse("/ideas", status_code=303)
