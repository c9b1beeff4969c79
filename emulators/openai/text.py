"""OpenAI's chat and moderation."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from emulators.content import schema_filler
from emulators.openai.errors import CREATED, refused
from emulators.request_log import fault_of

FLAGGED = {
    "violence": ("torture", "massacre", "slaughter"),
    "violence/graphic": ("gore", "dismember"),
    "hate": ("subhuman",),
    "self-harm": ("suicide",),
    "sexual": ("nude", "porn"),
    "illicit": ("build a bomb",),
}
CATEGORIES = [
    "harassment",
    "harassment/threatening",
    "hate",
    "hate/threatening",
    "illicit",
    "illicit/violent",
    "self-harm",
    "self-harm/intent",
    "self-harm/instructions",
    "sexual",
    "sexual/minors",
    "violence",
    "violence/graphic",
]
OF_PICTURES = frozenset(c for c in CATEGORIES if c.startswith(("self-harm", "violence"))) | {
    "sexual"
}


async def chat(request: Request, body: dict[str, Any]) -> Response:
    """Answer /chat/completions: what the schema wants, or plain words."""
    messages = body.get("messages") or []
    if not messages:
        raise refused("Missing required parameter: 'messages'.")
    wanted = body.get("response_format") or {}
    schema = (wanted.get("json_schema") or {}).get("schema")
    if schema and (fault := schema_filler.schema_fault(wanted["json_schema"])):
        raise refused(f"Invalid schema for response_format: {fault}")
    asked = "\n\n".join(_text_of(message) for message in messages)
    content = (
        json.dumps(schema_filler.fill(schema, asked))
        if schema
        else schema_filler.paragraph(asked, 120)
    )
    message: dict[str, Any] = {"role": "assistant", "content": content, "refusal": None}
    finish = "stop"
    fault = fault_of(request, "refusal", "length", "non_json", "content_filter", "wrong_schema")
    if fault and fault.kind == "refusal":
        message.update(content=None, refusal="I'm sorry, I cannot help with that request.")
    elif fault and fault.kind == "length":
        message["content"], finish = content[: len(content) // 2], "length"
    elif fault and fault.kind == "content_filter":
        message["content"], finish = "", "content_filter"
    elif fault and fault.kind == "non_json":
        message["content"] = "Sure! Here is what you asked for."
    elif fault:
        message["content"] = json.dumps({"unexpected": True})
    read, written = max(1, len(asked) // 4), max(1, len(message["content"] or "") // 4)
    request.state.entry.bill("token", read + written)
    asked_as = {"schema": (wanted.get("json_schema") or {}).get("name", "")}
    if "temperature" in body:
        asked_as["temperature"] = body["temperature"]
    request.state.entry.asked = asked_as
    return JSONResponse(
        {
            "id": f"chatcmpl-{request.state.entry.number}",
            "object": "chat.completion",
            "created": CREATED,
            "model": body.get("model", ""),
            "choices": [{"index": 0, "finish_reason": finish, "message": message}],
            "usage": {
                "prompt_tokens": read,
                "completion_tokens": written,
                "total_tokens": read + written,
                "prompt_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
                "completion_tokens_details": {"reasoning_tokens": 0},
            },
        }
    )


def _text_of(message: Mapping[str, Any]) -> str:
    content = message.get("content") or ""
    if isinstance(content, str):
        return content
    return "\n".join(str(part.get("text", "")) for part in content)


async def moderations(request: Request, body: dict[str, Any]) -> Response:
    """Answer /moderations: words by a short list, pictures by order of a fault."""
    given = body.get("input", "")
    parts = given if isinstance(given, list) else [given]
    if not parts:
        raise refused("input must not be empty.")
    multi = [part for part in parts if isinstance(part, dict)]
    fault = fault_of(request, "flagged")
    shown = set(fault.options.get("categories", ["violence"])) if fault else set[str]()
    if multi:
        text = " ".join(str(part.get("text", "")) for part in multi)
        pictured = any(part.get("type") == "image_url" for part in multi)
        results = [_verdict(text, shown, pictured)]
    else:
        results = [_verdict(str(part), shown, False) for part in parts]
    return JSONResponse(
        {
            "id": f"modr-{request.state.entry.number}",
            "model": "omni-moderation-latest",
            "results": results,
        }
    )


def _verdict(text: str, shown: set[str], pictured: bool) -> dict[str, Any]:
    lower = text.lower()
    found = {name for name, signs in FLAGGED.items() if any(sign in lower for sign in signs)}
    found |= shown
    kinds = ["text", "image"] if pictured and text else ["image"] if pictured else ["text"]
    return {
        "flagged": bool(found),
        "categories": {name: name in found for name in CATEGORIES},
        "category_scores": {name: 0.97 if name in found else 0.0004 for name in CATEGORIES},
        "category_applied_input_types": {
            name: [kind for kind in kinds if kind == "text" or name in OF_PICTURES]
            for name in CATEGORIES
        },
    }
