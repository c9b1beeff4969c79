"""OpenAI's API as `openai` 3.52 speaks it: chat, speech, images, moderations, models."""

import json
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from emulators.openai.errors import (
    CREATED,
    REFUSALS,
    SHUTDOWNS,
    refusal,
    refuse_the_dead,
    refused,
)
from emulators.openai.media import images, spoken
from emulators.openai.text import chat, moderations
from emulators.request_log import RefusedRequest

__all__ = ["REFUSALS", "app"]


def app() -> Starlette:
    """Return the vendor."""
    return Starlette(
        routes=[
            Route("/v1/chat/completions", _guarded(chat), methods=["POST"]),
            Route("/v1/audio/speech", _guarded(spoken), methods=["POST"]),
            Route("/v1/images/generations", _guarded(images), methods=["POST"]),
            Route("/v1/moderations", _guarded(moderations), methods=["POST"]),
            Route("/v1/models", _guarded(_models)),
            Route("/v1/models/{model}", _guarded(_model)),
        ]
    )


def _guarded(answer: Any) -> Any:
    """Check the key, hand over the JSON body, and word refusals as the vendor does."""

    async def guarded(request: Request) -> Response:
        try:
            key = request.headers.get("authorization", "").removeprefix("Bearer ")
            if not key or "wrong" in key:
                # The real one shows part of the key as well; the whole of it is the worst case.
                raise refused(f"Incorrect API key provided: {key}.", "invalid_api_key", 401)
            body = await request.json() if request.method == "POST" else {}
            refuse_the_dead(str(body.get("model", "")))
            request.state.entry.model = str(body.get("model", ""))
            response: Response = await answer(request, body)
        except RefusedRequest as no:
            return no.refusal.response({})
        except json.JSONDecodeError:
            return refusal(400, "We could not parse the JSON body of your request.", None).response(
                {}
            )
        response.headers["x-request-id"] = f"req_{request.state.entry.number:06d}"
        response.headers["x-ratelimit-remaining-requests"] = "499"
        response.headers["x-ratelimit-reset-requests"] = "120ms"
        return response

    return guarded


async def _models(request: Request, body: dict[str, Any]) -> Response:
    return JSONResponse({"object": "list", "data": [_about(name) for name in SHUTDOWNS]})


async def _model(request: Request, body: dict[str, Any]) -> Response:
    name = request.path_params["model"]
    refuse_the_dead(name)
    if name not in SHUTDOWNS:
        raise refused(f"The model '{name}' does not exist", "model_not_found", 404)
    return JSONResponse(_about(name))


def _about(name: str) -> dict[str, Any]:
    return {
        "id": name,
        "object": "model",
        "created": CREATED,
        "owned_by": "openai",
        "shutdown_date": SHUTDOWNS[name],
    }
