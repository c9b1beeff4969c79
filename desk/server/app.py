"""The door's app: our pages, the files of videos, and Dagster beside them, behind one guard."""

from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from desk.server.gallery import PAGE, gallery
from desk.server.guard import ROLE, Guard
from desk.server.media import file_response, preview_response
from desk.server.names import Names
from desk.server.pages import reads_pages, refusal_answer, videos_page
from desk.server.refusal import Refused
from desk.server.sessions import Sessions
from factory.errors import TransientError
from factory.ids import VIDEO_ID
from wiring.factory import Factory

STYLE = Path(__file__).parent / "static" / "door.css"
ICON = Path(__file__).parent / "static" / "icon.svg"
ON_THE_FRONT = 6


def create_app(
    factory: Factory, dagster: ASGIApp, *, names: Names, sessions: Sessions, instance: str
) -> ASGIApp:
    """Return everything a browser reaches.

    Args:
        factory: whose videos are shown.
        dagster: Dagster's web app, which knows that it lies under `/dagster`.
        names: the door's.
        sessions: of those who are known.
        instance: what `/health` says, by which `factory up` knows its own door.
    """
    folder = factory.settings.media / "videos"

    async def front(request: Request) -> Response:
        found = await run_in_threadpool(gallery, factory, None, ON_THE_FRONT)
        return videos_page(found, front=True, only_looks=request.scope[ROLE] == "look")

    async def videos(request: Request) -> Response:
        before = request.query_params.get("before")
        if before is not None and not VIDEO_ID.fullmatch(before):
            raise HTTPException(404)
        found = await run_in_threadpool(gallery, factory, before, PAGE)
        return videos_page(found, front=False, only_looks=request.scope[ROLE] == "look")

    def media(request: Request) -> Response:
        name = request.path_params["name"]
        if "preview" in request.query_params:
            return preview_response(folder, name, factory.preview)
        return file_response(folder, name)

    def health(request: Request) -> Response:
        return JSONResponse({"door": instance})

    def style(request: Request) -> Response:
        return FileResponse(STYLE, media_type="text/css")

    def icon(request: Request) -> Response:
        return FileResponse(ICON, media_type="image/svg+xml")

    ours = Starlette(
        routes=[
            Route("/", front),
            Route("/media/", videos),
            Route("/media/{name:path}", media),
            Route("/health", health),
            Route("/static/door.css", style),
            Route("/favicon.ico", icon),
        ],
        exception_handlers={HTTPException: _missing, TransientError: _away},
    )
    return Guard(Beside(ours, dagster), names, sessions, refusal_answer)


@dataclass(frozen=True, slots=True)
class Beside:
    """Two apps side by side: Dagster's has `/dagster`, ours the rest."""

    ours: ASGIApp
    dagster: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request to whose path it is."""
        theirs = scope["type"] != "lifespan" and (
            scope["path"] == "/dagster" or scope["path"].startswith("/dagster/")
        )
        await (self.dagster if theirs else self.ours)(scope, receive, send)


def _missing(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 404
    words = "Wanted GET or HEAD." if status == 405 else "The file or page is not there."
    return refusal_answer(Refused(status, words), reads_pages(request.headers.get("accept")), False)


def _away(request: Request, error: Exception) -> Response:
    """Say that the database is away; whoever looks again in a moment finds it."""
    refused = Refused(503, "The factory's database does not answer just now; look again soon.")
    return refusal_answer(refused, reads_pages(request.headers.get("accept")), False)
