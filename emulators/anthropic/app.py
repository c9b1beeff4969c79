"""Anthropic's API as `anthropic` 2.11 speaks it: messages and models."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from emulators.anthropic.errors import REFUSALS, refused
from emulators.content import schema_filler
from emulators.request_log import RefusedRequest, fault_of

__all__ = ["REFUSALS", "app"]

MODELS = {
    "claude-haiku-4-5": None,
    "claude-sonnet-4-6": None,
    "claude-sonnet-4-5": "2026-11-30T00:00:00Z",
}
"""Which there are, and when they retire."""
RETIRED = frozenset({"claude-3-5-haiku-20241022", "claude-sonnet-4-0", "claude-opus-4-0"})
MOST_TOKENS = 64_000


def app() -> Starlette:
    """Return the vendor."""
    return Starlette(
        routes=[
            Route("/v1/messages", _guarded(_message), methods=["POST"]),
            Route("/v1/models", _guarded(_models)),
            Route("/v1/models/{model}", _guarded(_model)),
        ]
    )


def _guarded(answer: Any) -> Any:
    """Check key, version and JSON, and word refusals as the vendor does."""

    async def guarded(request: Request) -> Response:
        try:
            key = request.headers.get("authorization", "").removeprefix("Bearer ")
            if not key or "wrong" in key:
                raise refused(f"invalid API key: {key}", "authentication_error", 401)
            if not request.headers.get("anthropic-version"):
                raise refused("anthropic-version: header is required")
            body = await request.json() if request.method == "POST" else {}
            request.state.entry.model = str(body.get("model", ""))
            response: Response = await answer(request, body)
        except RefusedRequest as no:
            return no.refusal.response({})
        except json.JSONDecodeError:
            return refused("The request body is not valid JSON.").refusal.response({})
        response.headers["request-id"] = f"req_{request.state.entry.number:06d}"
        return response

    return guarded


async def _message(request: Request, body: dict[str, Any]) -> Response:
    """Answer /v1/messages: what the schema wants, or plain words."""
    model, messages = str(body.get("model", "")), body.get("messages") or []
    _check_model(model)
    most = body.get("max_tokens")
    if type(most) is not int or not 1 <= most <= MOST_TOKENS:
        raise refused(f"max_tokens: {most!r} > {MOST_TOKENS}, which is the most {model} may write")
    roles = [message.get("role") for message in messages]
    if not roles or roles[0] != "user" or not set(roles) <= {"user", "assistant"}:
        raise refused("messages: the first message must use the `user` role")
    wanted = (body.get("output_config") or {}).get("format") or {}
    schema = wanted.get("schema")
    given = {"name": "output", "strict": True, "schema": schema}
    if schema and (wrong := schema_filler.schema_fault(given)):
        raise refused(f"output_config.format.schema: {wrong}")
    asked = "\n\n".join([str(body.get("system") or ""), *(str(m["content"]) for m in messages)])
    said = (
        json.dumps(schema_filler.fill(schema, asked))
        if schema
        else schema_filler.paragraph(asked, 120)
    )
    said, stop = _spoiled(request, said)
    written = max(1, len(said) // 4)
    if written > most:
        said, written, stop = said[: most * 4], most, "max_tokens"
    read = max(1, len(asked) // 4)
    request.state.entry.bill("token", read + written)
    request.state.entry.asked = {"schema": bool(schema), "max_tokens": most}
    return JSONResponse(
        {
            "id": f"msg_{request.state.entry.number:06d}",
            "type": "message",
            "role": "assistant",
            "model": model,
            "content": [{"type": "text", "text": said}] if said else [],
            "stop_reason": stop,
            "stop_sequence": None,
            "usage": {
                "input_tokens": read,
                "cache_creation_input_tokens": 0,
                "cache_read_input_tokens": 0,
                "output_tokens": written,
                "service_tier": "standard",
            },
        }
    )


def _spoiled(request: Request, said: str) -> tuple[str, str]:
    """Return the words and the stop reason, after the fault that was ordered."""
    fault = fault_of(request, "refusal", "length", "non_json", "wrong_schema")
    if fault is None:
        return said, "end_turn"
    return {
        "refusal": ("", "refusal"),
        "length": (said[: len(said) // 2], "max_tokens"),
        "non_json": ("Sure! Here is what you asked for.", "end_turn"),
        "wrong_schema": (json.dumps({"unexpected": True}), "end_turn"),
    }[fault.kind]


def _check_model(model: str) -> None:
    if model in RETIRED or model not in MODELS:
        raise refused(f"model: {model}", "not_found_error", 404)


async def _models(request: Request, body: dict[str, Any]) -> Response:
    return JSONResponse({"data": [_about(model) for model in MODELS], "has_more": False})


async def _model(request: Request, body: dict[str, Any]) -> Response:
    model = request.path_params["model"]
    _check_model(model)
    return JSONResponse(_about(model))


def _about(model: str) -> Mapping[str, Any]:
    return {
        "type": "model",
        "id": model,
        "display_name": model.replace("-", " ").title(),
        "created_at": "2026-01-01T00:00:00Z",
        "lifecycle": "deprecated" if MODELS[model] else "active",
        "retires_at": MODELS[model],
    }
