"""Every page, part of a page and command of the desk, and who may ask for it."""

from collections.abc import Awaitable, Callable, Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from desk.web import commands, edit_commands
from desk.web.analytics_page import analytics_page
from desk.web.browser_files import browser_file
from desk.web.forms import form_of
from desk.web.ideas_page import decide_idea, ideas_page
from desk.web.live import Live
from desk.web.new_page import make_it, new_page, price_part
from desk.web.review_page import review_page
from desk.web.today_page import today_page
from desk.web.video_files import file_response, preview_response
from desk.web.video_page import progress_part, video_page
from desk.web.videos_page import videos_page
from wiring.factory import Factory


def media(factory: Factory, request: Request) -> Response:
    """Hand out a file of a video; with `?preview` its picture, made to fit a page."""
    folder, name = factory.settings.media / "videos", request.path_params["name"]
    if "preview" in request.query_params:
        return preview_response(folder, name, factory.preview)
    return file_response(folder, name)


Page = Callable[[Factory, Request], Response]
Command = Callable[[Factory, Request, Mapping[str, str]], Response]

PAGES: Mapping[str, Page] = {
    "/": today_page,
    "/videos": videos_page,
    "/videos/{video_id}": video_page,
    "/videos/{video_id}/progress": progress_part,
    "/videos/{video_id}/scenes/{scene_id}/picture": edit_commands.picture_part,
    "/review": review_page,
    "/review/{video_id}": review_page,
    "/ideas": ideas_page,
    "/analytics": analytics_page,
    "/new": new_page,
    "/media/": lambda factory, request: RedirectResponse("/videos"),
    "/media/{name:path}": media,
}

COMMANDS: Mapping[str, Command] = {
    "/new": make_it,
    "/new/price": price_part,
    "/videos/{video_id}/decision": commands.decide_it,
    "/videos/{video_id}/price": commands.agree,
    "/videos/{video_id}/again": commands.try_again,
    "/videos/{video_id}/cancel": commands.call_off,
    "/videos/{video_id}/words": commands.correct,
    "/videos/{video_id}/words/price": commands.price_of_correction,
    "/videos/{video_id}/listing": edit_commands.change_listing,
    "/videos/{video_id}/listing/back": edit_commands.give_back_field,
    "/videos/{video_id}/scenes/{scene_id}/picture/redraw": edit_commands.redraw,
    "/videos/{video_id}/scenes/{scene_id}/picture/choose": edit_commands.choose,
    "/videos/{video_id}/scenes/{scene_id}/picture/give": edit_commands.give,
    "/videos/{video_id}/scenes/{scene_id}/picture/back": edit_commands.give_back_picture,
    "/ideas/{idea}": decide_idea,
    "/money/doubts/{charge:int}": commands.settle_doubt,
}


def routes(factory: Factory) -> list[BaseRoute]:
    """Return them all."""
    return [
        *(Route(path, _page(factory, page)) for path, page in PAGES.items()),
        *(
            Route(path, _command(factory, command), methods=["POST"])
            for path, command in COMMANDS.items()
        ),
        Route("/events", Live(factory).__call__),
        Route("/static/{sha256}/{name}", browser_file),
    ]


def _page(factory: Factory, page: Page) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        return page(factory, request)

    return answer


def _command(factory: Factory, command: Command) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        form = await form_of(request)
        return await run_in_threadpool(command, factory, request, form)

    return answer
