"""The page on which a person composes a TikTok post: nothing is chosen beforehand."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.actions.publishing.tiktok_post import chosen_from, compose, composer
from desk.web.buttons import Form
from desk.web.forms import field
from desk.web.page import desk_page
from desk.web.pages.video_page import found_video, is_tall
from factory.errors import FactoryError
from factory.release.tiktok_composer import LABELS
from wiring.factory import Factory

SWITCHES = ("comments", "duets", "stitches", "your_brand", "branded_content")


def tiktok_page(
    factory: Factory, request: Request, typed: Form | None = None, wrong: str = ""
) -> Response:
    """Show whose account it is, what will be posted, and what there is to choose."""
    video = found_video(factory, request)
    facts, problem = None, wrong
    try:
        facts = composer(factory, video.video_id)
    except FactoryError as error:
        problem = problem or str(error)
    return desk_page(
        request,
        factory,
        "tiktok.html",
        here="videos",
        status=409 if problem else 200,
        video=video,
        tall=is_tall(video),
        facts=facts,
        typed=typed or {},
        labels=LABELS,
        wrong=problem,
    )


def compose_tiktok(factory: Factory, request: Request, form: Form) -> Response:
    """Keep what a person chose; what is not possible is told beside it, as it was chosen."""
    video_id = request.path_params["video_id"]
    told = {"privacy": form.get("privacy", ""), **{name: name in form for name in SWITCHES}}
    try:
        chosen = chosen_from(told)
        compose(factory, video_id, field(form, "seen"), chosen, agreed="agreed" in form)
    except FactoryError as error:
        return tiktok_page(factory, request, form, str(error))
    return RedirectResponse(f"/videos/{video_id}/tiktok", 303)
