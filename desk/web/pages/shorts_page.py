"""The page of a long video's passages: which could stand alone as Shorts, why, and a button for each."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.actions.making.shorts import Shorts, make_short, shorts_of
from desk.actions.publishing.destinations import release_words
from desk.web.forms import field
from desk.web.page import desk_page
from desk.web.pages.video_page import found_video
from factory.errors import BadInput
from wiring.factory import Factory


def shorts_page(factory: Factory, request: Request) -> Response:
    """Show the passages of a video, best first; or why there are none yet."""
    video = found_video(factory, request)
    found, why = _found(factory, video.video_id)
    return desk_page(
        request,
        factory,
        "shorts.html",
        here="videos",
        video=video,
        found=found,
        why=why,
        released=release_words(factory, factory.catalogue.briefs.newest(video.video_id).channel),
    )


def take_passage(factory: Factory, request: Request, form: Mapping[str, str]) -> Response:
    """Make a Short of one passage, and lead to it."""
    taken = make_short(factory, request.path_params["video_id"], field(form, "scene"))
    return RedirectResponse(f"/videos/{taken.video_id}", 303)


def _found(factory: Factory, video_id: str) -> tuple[Shorts | None, str]:
    try:
        return shorts_of(factory, video_id), ""
    except BadInput as error:
        return None, str(error)
