"""Routes of the API, one for each action, and what is said where there is none."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from desk.actions.machine_places import facts_told_to
from desk.api.orders_page import order_routes
from desk.api.protocol.action import Action, Call
from desk.api.protocol.caller import call_of
from desk.api.protocol.idempotency import HEADER, once
from desk.api.protocol.mcp_door import McpDoor
from desk.api.protocol.openapi import document
from desk.api.protocol.problem import Problem, Unfit, problem_for
from desk.api.protocol.reference_page import reference_page
from desk.api.protocol.requests import asked_of, every_fault
from desk.api.registry import ACTIONS
from desk.web.guarded import Guarded, need, visitor_of
from factory.errors import FactoryError, NotFound
from factory.ids import VIDEO_ID
from factory.records import Payload
from wiring.desk_imports import Answer
from wiring.factory import Factory

KNOWN = need("viewer", "own")
"""Whoever is known may read what there is to ask; each tool of a model looks again."""

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def api_routes(factory: Factory) -> list[Guarded]:
    """Return them all, those that explain them, and those that say that there is nothing."""
    return [
        *(
            Guarded(one.address, endpoint(factory, one), one.need, methods=[one.method])
            for one in ACTIONS
        ),
        *order_routes(factory),
        Guarded("/api/openapi.json", lambda request: JSONResponse(document(ACTIONS)), KNOWN),
        Guarded("/api/docs", lambda request: reference_page(ACTIONS), KNOWN),
        Guarded("/mcp", McpDoor(factory), KNOWN, methods=["POST"]),
        Guarded("/mcp", _nothing_there, KNOWN, methods=[m for m in METHODS if m != "POST"]),
        *_other_methods(ACTIONS),
        Guarded("/api/{rest:path}", _nothing_there, KNOWN, methods=list(METHODS)),
        Guarded("/api", _nothing_there, KNOWN, methods=list(METHODS)),
    ]


def endpoint(factory: Factory, action: Action) -> Callable[[Request], Awaitable[Response]]:
    """Return what answers an action by HTTP."""

    async def answer(request: Request) -> Response:
        try:
            if action.endpoint:
                return await action.endpoint(factory, request)
            call = call_of(factory, request)
            try:
                asked = await asked_of(action, request)
            except Unfit as error:
                raise await run_in_threadpool(every_fault, action, call, error) from error
            key = request.headers.get(HEADER)
            found = await run_in_threadpool(
                lambda: once(action, call, key, asked, lambda: perform(action, call, asked))
            )
        except FactoryError as error:
            return problem_for(error, factory, visitor_of(request)).response()
        return Response(found.body, found.status, media_type="application/json")

    return answer


def perform(action: Action, call: Call, asked: Payload) -> Answer:
    """Do an action and return its answer, as who asks may read it.

    Raises:
        FactoryError: nothing was done.
    """
    if action.do is None:
        raise NotFound(f"{action.name} answers by itself")
    check_video(call.factory, asked)
    answer = facts_told_to(call.visitor, call.factory, action.do(call, asked))
    return Answer(status=action.status, body=answer.model_dump_json())


def check_video(factory: Factory, asked: Payload) -> None:
    """See that the video that is named is there; where it may be left out, '' names none.

    Raises:
        NotFound: it is not.
    """
    video_id = getattr(asked, "video_id", None)
    if not isinstance(video_id, str):
        return
    if not video_id and not type(asked).model_fields["video_id"].is_required():
        return
    if not VIDEO_ID.fullmatch(video_id) or not factory.catalogue.briefs.revision(video_id):
        raise NotFound(
            f"there is no video {video_id[:63]!r}; GET /api/v1/videos lists those there are"
        )


def _other_methods(actions: Sequence[Action]) -> list[Guarded]:
    """Return a route for each address that says which methods it has."""
    known: dict[str, set[str]] = defaultdict(set)
    for action in actions:
        known[action.address] |= {action.method, *(["HEAD"] if action.method == "GET" else [])}
    for address in ("/api/openapi.json", "/api/docs"):
        known[address] = {"GET", "HEAD"}
    return [_other_method(address, sorted(methods)) for address, methods in known.items()]


def _other_method(address: str, methods: Sequence[str]) -> Guarded:
    allowed = ", ".join(methods)

    def answer(request: Request) -> Response:
        said = f"{request.method} is not possible here; wanted {allowed}"
        response = Problem.of(405, said).response()
        response.headers["Allow"] = allowed
        return response

    return Guarded(address, answer, KNOWN, methods=[m for m in METHODS if m not in methods])


def _nothing_there(request: Request) -> Response:
    said = "There is nothing at this address; /api/docs lists what there is."
    return Problem.of(404, said).response()
