"""Buttons of changes of what is out: asked for on a video's page, and called off there."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.actions.publishing.alternatives import decide_change
from desk.actions.publishing.post_changes import WantedChange, ask_changes, call_off_change
from desk.web.buttons import Form
from desk.web.forms import field
from desk.web.page import person_of
from factory.errors import BadInput
from factory.reviews.alternative import AlternativeVerdict
from wiring.factory import Factory


def ask_change(factory: Factory, request: Request, form: Form) -> Response:
    """Keep what somebody wants changed, and when."""
    video_id = request.path_params["video_id"]
    wanted = WantedChange(
        at=form.get("at", ""),
        after=form.get("after", ""),
        title=form.get("title", ""),
        visibility=form.get("visibility", ""),
    )
    ask_changes(factory, video_id, wanted, person_of(request))
    return RedirectResponse(f"/videos/{video_id}#ch", 303)


def decide_later(factory: Factory, request: Request, form: Form) -> Response:
    """Approve or reject the title or thumbnail of a change, as the page showed it."""
    video_id, number = request.path_params["video_id"], request.path_params["number"]
    decision = decided(form)
    decide_change(factory, number, decision, form.get("note", ""), field(form, "seen"), video_id)
    return RedirectResponse(f"/videos/{video_id}#ch", 303)


def decided(form: Form) -> AlternativeVerdict:
    """Return what a form decides.

    Raises:
        BadInput: it decides nothing.
    """
    decision = field(form, "decision")
    if decision == "approved" or decision == "rejected":
        return decision
    raise BadInput("the form says neither `approved` nor `rejected`; load the page again")


def end_change(factory: Factory, request: Request, form: Form) -> Response:
    """Call off a change that was not made yet."""
    video_id = request.path_params["video_id"]
    call_off_change(factory, request.path_params["number"], person_of(request), video_id)
    return RedirectResponse(f"/videos/{video_id}#ch", 303)
