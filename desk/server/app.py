"""The door's app: the desk's pages, and Dagster beside them, behind one guard."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from desk.actions.machine_places import told_to
from desk.api.protocol.routes import api_routes
from desk.server.allowed_hosts import Names
from desk.server.chat_door import chat_routes
from desk.server.compression import packed
from desk.server.guard import Guard
from desk.server.health import Health
from desk.server.metrics import Metrics
from desk.server.refusal import Refused
from desk.server.refusal_page import reads_pages, refusal_answer
from desk.server.sign_in import SignIn
from desk.server.visitors import Visitors
from desk.web.browser_files import address_of
from desk.web.guarded import Guarded, need, stated, visitor_of
from desk.web.routes import routes
from factory.errors import FactoryError, NotFound, TransientError
from wiring.factory import Factory


def create_app(
    factory: Factory,
    dagster: ASGIApp,
    *,
    names: Names,
    visitors: Visitors,
    instance: str,
    code_answers: Callable[[], bool],
) -> ASGIApp:
    """Return everything a browser reaches.

    Args:
        factory: whose videos are shown.
        dagster: Dagster's web app, which knows that it lies under `/dagster`.
        names: the door's.
        visitors: finds out who asks.
        instance: what `/health` says, by which `factory up` knows its own door.
        code_answers: whether the code location does.
    """

    def which(request: Request) -> Response:
        return JSONResponse({"door": instance})

    def icon(request: Request) -> Response:
        return RedirectResponse(address_of("icon.svg"))

    health = Health(factory, code_answers)
    guarded = [
        Guarded("/health", which, need(None)),
        Guarded("/healthz", health.alive, need(None)),
        Guarded("/readyz", health.ready, need(None)),
        Guarded("/metrics", Metrics(factory).answer, need("viewer")),
        Guarded("/favicon.ico", icon, need(None)),
        *chat_routes(factory),
        *SignIn(factory, names, visitors).routes(),
        *api_routes(factory),
        *routes(factory),
    ]
    ours = Starlette(
        routes=guarded,
        exception_handlers={
            HTTPException: _missing,
            TransientError: _away,
            FactoryError: partial(_refused, factory),
            Exception: _broke,
        },
    )
    return Guard(
        Beside(packed(ours), dagster),
        names,
        visitors,
        lambda scope: stated(guarded, scope),
        refusal_answer,
        factory.store.origin,
    )


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
    words = "Another method is wanted here." if status == 405 else "The page or file is not there."
    return refusal_answer(Refused(status, words), reads_pages(request.headers.get("accept")), False)


def _away(request: Request, error: Exception) -> Response:
    """Say that the database is away; whoever looks again in a moment finds it."""
    refused = Refused(503, "The factory's database does not answer just now; look again soon.")
    return refusal_answer(refused, reads_pages(request.headers.get("accept")), False)


def _broke(request: Request, error: Exception) -> Response:
    """Say that it is the desk's own fault; Starlette hands the error on to the log."""
    next_step = (
        "What was made stays; load it again."
        if request.method in ("GET", "HEAD")
        else "It may have been done all the same: look before you ask for it again."
    )
    refused = Refused(500, f"The desk failed at this, and its log says at what. {next_step}")
    return refusal_answer(refused, reads_pages(request.headers.get("accept")), False)


def _refused(factory: Factory, request: Request, error: Exception) -> Response:
    """Say why nothing was done; the errors of the factory are written to be read."""
    status = 404 if isinstance(error, NotFound) else 409
    refused = Refused(status, told_to(visitor_of(request), factory, str(error)))
    return refusal_answer(refused, reads_pages(request.headers.get("accept")), False)
