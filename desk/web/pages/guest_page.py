"""What a guest sees: one video, its words and its listing; and how somebody is asked to look at one."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.actions.guests import MOST_NOTE_CHARS, invite_guest, note_it, revoke_guest
from desk.actions.making.scenes import listing_of, scenes_of
from desk.web.buttons import Form, recorded
from desk.web.forms import field
from desk.web.guarded import visitor_of
from desk.web.page import desk_page, page_part
from desk.web.pages.video_page import found_video, is_tall
from factory.errors import BadInput
from factory.people.role import may
from wiring.factory import Factory


def watch_page(factory: Factory, request: Request) -> Response:
    """Show a video to a guest, or to who wants to see what guests see."""
    video = found_video(factory, request)
    visitor = visitor_of(request)
    asked = visitor is not None and (visitor.decides or may(visitor.role, "reviewer"))
    return page_part(
        request,
        factory,
        "watch.html",
        video=video,
        scenes=scenes_of(factory, video.video_id),
        listing=listing_of(factory, video.video_id),
        tall=is_tall(video),
        visitor=visitor,
        may_decide=asked and video.status == "awaiting_review",
        said=request.query_params.get("said") == "yes",
        longest=MOST_NOTE_CHARS,
    )


def note(factory: Factory, request: Request, form: Form) -> Response:
    """Keep what a guest says about the video."""
    video_id = found_video(factory, request).video_id
    note_it(factory, video_id, field(form, "note"))
    return RedirectResponse(f"/watch/{video_id}?said=yes", 303)


def decide_as_guest(factory: Factory, request: Request, form: Form) -> Response:
    """Record a guest's decision about the master that the page showed."""
    if field(form, "decision") not in ("approved", "rejected"):
        raise BadInput("a guest approves or rejects; load the page again")
    recorded(request, form)
    return RedirectResponse(f"/watch/{request.path_params['video_id']}?said=yes", 303)


def ask_guest(factory: Factory, request: Request, form: Form) -> Response:
    """Make a link for a guest, and show it this once."""
    video_id = request.path_params["video_id"]
    hours = field(form, "hours")
    if not (hours.isascii() and hours.isdigit() and len(hours) < 6):
        raise BadInput("the hours are no whole number; wanted 1 to 2160")
    made = invite_guest(
        video_id, field(form, "name"), hours=int(hours), decides=form.get("decides") == "yes"
    )
    desk = f"{request.url.scheme}://{request.url.netloc}"
    return desk_page(
        request,
        factory,
        "new_secret.html",
        here="videos",
        title=f"A link for {made.link.name}",
        secret=f"{desk}{made.path}",
        words=(
            f"It shows this one video {'and takes a decision ' if made.link.decides else ''}until "
            f"{made.link.expires_at:%Y-%m-%d %H:%M} UTC. It is shown this once: nobody can ask for it again."
        ),
        back=f"/videos/{video_id}",
        back_words="Back to the video",
    )


def end_guest(factory: Factory, request: Request, form: Form) -> Response:
    """End a guest's link."""
    video_id = request.path_params["video_id"]
    revoke_guest(video_id, request.path_params["number"])
    return RedirectResponse(f"/videos/{video_id}#guests", 303)
