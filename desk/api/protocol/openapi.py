"""The OpenAPI 3.1 document, made from the actions."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic.json_schema import JsonSchemaMode, models_json_schema

from desk.api.protocol.action import Action
from desk.api.protocol.idempotency import HEADER, MOST_KEY_CHARS
from desk.api.protocol.problem import MEDIA_TYPE, Problem

ABOUT = (
    "Everything that the command line can do. Errors are application/problem+json and name every "
    "fault with its field, what was found, what is wanted and the remedy."
)
PROBLEMS = ("400", "401", "403", "404", "409", "415", "422", "503")

Key = tuple[Any, JsonSchemaMode]
"""A model, as it is read or as it is written."""


@cache
def document(actions: tuple[Action, ...]) -> Mapping[str, Any]:
    """Return the document."""
    wanted = sorted(
        {(a.asks, "validation") for a in actions}
        | {(a.answers, "serialization") for a in actions}
        | {(Problem, "serialization")},
        key=lambda key: (key[0].__module__, key[0].__qualname__, key[1]),
    )
    keys: list[Key] = [(model, _mode(mode)) for model, mode in wanted]
    refs, defined = models_json_schema(keys, ref_template="#/components/schemas/{model}")
    paths: dict[str, dict[str, Any]] = {}
    for action in actions:
        path = action.template
        paths.setdefault(path, {})[action.method.lower()] = _operation(action, refs, defined)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Video factory", "version": "1", "description": ABOUT},
        "paths": paths,
        "components": {
            "schemas": defined.get("$defs", {}),
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
            },
        },
        "security": [{"token": []}],
    }


def _mode(mode: str) -> JsonSchemaMode:
    return "validation" if mode == "validation" else "serialization"


def _operation(
    action: Action, refs: Mapping[Key, Mapping[str, Any]], defined: Mapping[str, Any]
) -> Mapping[str, Any]:
    schema = _resolved(refs[action.asks, "validation"], defined)
    about = f"{action.about} Wants the role {action.role}."
    operation: dict[str, Any] = {
        "operationId": action.name,
        "summary": action.about,
        "description": about + (" May cost money." if action.costs_usd else ""),
        "tags": [action.subject],
        "parameters": _parameters(action, schema),
        "responses": {str(action.status): _answer(action, refs), **_problems(refs)},
    }
    if action.open_to_all:
        operation["security"] = []
    if action.has_body:
        body = {name: schema["properties"][name] for name in action.elsewhere}
        needed = [name for name in schema.get("required", ()) if name in body]
        example = {k: v for k, v in action.example.items() if k in body}
        operation["requestBody"] = {
            "required": bool(needed),
            "content": {
                "application/json": {
                    "schema": {
                        "type": "object",
                        "properties": body,
                        "required": needed,
                        "additionalProperties": False,
                    },
                    "example": example,
                }
            },
        }
    return operation


def _parameters(action: Action, schema: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    needed = schema.get("required", ())
    found: list[Mapping[str, Any]] = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": schema["properties"][name],
            "example": action.example.get(name),
        }
        for name in action.in_path
    ]
    if not action.has_body:
        for name in action.elsewhere:
            one = {"name": name, "in": "query", "required": name in needed}
            one["schema"] = schema["properties"][name]
            if name in action.example:
                one["example"] = action.example[name]
            found.append(one)
    if action.makes:
        key = {"type": "string", "minLength": 1, "maxLength": MOST_KEY_CHARS}
        told = "Sent again with the same request, the first answer comes again and nothing is made."
        header = {"name": HEADER, "in": "header", "required": False, "schema": key}
        found.append({**header, "description": told, "example": "5c2f3c1e-one-order"})
    return found


def _answer(action: Action, refs: Mapping[Key, Mapping[str, Any]]) -> Mapping[str, Any]:
    schema: Mapping[str, Any] = refs[action.answers, "serialization"]
    if action.endpoint:
        schema = {"type": "string"}
    return {"description": "Done.", "content": {action.produces: {"schema": schema}}}


def _problems(refs: Mapping[Key, Mapping[str, Any]]) -> Mapping[str, Any]:
    schema = refs[Problem, "serialization"]
    content = {MEDIA_TYPE: {"schema": schema}}
    return {status: {"description": "A problem.", "content": content} for status in PROBLEMS}


def _resolved(ref: Mapping[str, Any], defined: Mapping[str, Any]) -> Mapping[str, Any]:
    name = ref["$ref"].rpartition("/")[2]
    return {"properties": {}, **defined["$defs"][name]}
