"""Edit buttons: those of the video page that change something by hand, and what they say before it is done."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.actions.making.edits import TypedListing, edit_listing, take_back_field
from desk.actions.making.scene_pictures import (
    choose_picture,
    give_picture,
    picture_choice,
    redraw_picture,
    take_back_picture,
)
from desk.web.forms import field, file_in
from desk.web.page import only_looks, page_part, person_of
from desk.web.pages.video_page import video_page
from factory.errors import BadInput, FactoryError
from wiring.factory import Factory

Form = Mapping[str, str]


def change_listing(factory: Factory, request: Request, form: Form) -> Response:
    """Keep a listing as a person typed it; what is wrong is told beside it, as it was typed."""
    video_id = request.path_params["video_id"]
    typed = TypedListing(
        title=field(form, "title"),
        description=field(form, "description"),
        tags=field(form, "tags"),
    )
    try:
        edit_listing(factory, video_id, typed, person_of(request))
    except BadInput as error:
        return video_page(factory, request, typed, str(error))
    return RedirectResponse(f"/videos/{video_id}", 303)


def give_back_field(factory: Factory, request: Request, form: Form) -> Response:
    """Give a field of the listing back to the factory."""
    video_id = request.path_params["video_id"]
    take_back_field(factory, video_id, field(form, "field"), person_of(request))
    return RedirectResponse(f"/videos/{video_id}", 303)


def picture_part(factory: Factory, request: Request) -> Response:
    """Show what can be done about a scene's picture, what it makes anew and what it costs."""
    video_id, scene_id = _scene(request)
    facts: dict[str, object] = {"only_looks": only_looks(request), "video_id": video_id}
    try:
        choice = picture_choice(factory, video_id, scene_id)
    except FactoryError as error:
        return page_part(request, factory, "picture.html", wrong=str(error), **facts)
    return page_part(request, factory, "picture.html", wrong="", choice=choice, **facts)


def redraw(factory: Factory, request: Request, form: Form) -> Response:
    """Have a scene's picture drawn anew."""
    video_id, scene_id = _scene(request)
    redraw_picture(factory, video_id, scene_id, person_of(request))
    return RedirectResponse(f"/videos/{video_id}", 303)


def choose(factory: Factory, request: Request, form: Form) -> Response:
    """Show another file of the channel's folder in a scene."""
    video_id, scene_id = _scene(request)
    choose_picture(factory, video_id, scene_id, field(form, "file"), person_of(request))
    return RedirectResponse(f"/videos/{video_id}", 303)


def give(factory: Factory, request: Request, form: Form) -> Response:
    """Show a file of a person's own in a scene; its bytes come as base64 in a field."""
    video_id, scene_id = _scene(request)
    data = file_in(form, "data")
    give_picture(
        factory,
        video_id,
        scene_id,
        field(form, "name"),
        data,
        field(form, "licence"),
        form.get("attribution", ""),
        person_of(request),
    )
    return RedirectResponse(f"/videos/{video_id}", 303)


def give_back_picture(factory: Factory, request: Request, form: Form) -> Response:
    """Give a scene's picture back to the channel's own way of making it."""
    video_id, scene_id = _scene(request)
    take_back_picture(factory, video_id, scene_id, person_of(request))
    return RedirectResponse(f"/videos/{video_id}", 303)


def _scene(request: Request) -> tuple[str, str]:
    return request.path_params["video_id"], request.path_params["scene_id"]
