"""Commands about changes of what is out: asked for on a video's page, and called off there."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.actions.publishing.changing import WantedChange, ask_changes, call_off_change
from desk.web.commands import Form
from desk.web.page import person_of
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


def end_change(factory: Factory, request: Request, form: Form) -> Response:
    """Call off a change that was not made yet."""
    video_id = request.path_params["video_id"]
    call_off_change(factory, request.path_params["number"], person_of(request), video_id)
    return RedirectResponse(f"/videos/{video_id}#ch", 303)
