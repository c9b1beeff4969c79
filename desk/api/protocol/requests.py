"""Requests: what a program says, read from path, query and body into the model of its action."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from starlette.requests import Request

from desk.api.protocol.action import Action
from desk.api.protocol.problem import BadRequest, Fault, Unfit, unfit
from factory.documents.error_words import meant, shown
from factory.documents.foreign_json import parsed_json, unkeepable
from factory.records import Payload

UNKEPT = "holds a NUL, or half of a surrogate pair"


async def asked_of(action: Action, request: Request) -> Payload:
    """Return what is asked.

    Raises:
        BadRequest: the body is no JSON object.
        Unfit: fields are unknown, missing or of another kind; every one is told.
    """
    body = await _body(request) if action.method in ("POST", "PATCH") else {}
    query = {} if action.has_body else _query(action, request)
    return read(action, {**body, **query}, dict(request.path_params))


def read(action: Action, said: Mapping[str, Any], in_path: Mapping[str, Any]) -> Payload:
    """Return the model of what was said; fields of the path cannot be said elsewhere.

    Raises:
        Unfit: fields are unknown, missing or of another kind, or hold text that nothing can keep.
    """
    if unkept := list(unkeepable({**said, **in_path})):
        raise Unfit(*(Fault(field=name[:80], found=UNKEPT, wanted="text") for name in unkept[:20]))
    strange = [name for name in said if name not in action.elsewhere]
    faults = [
        Fault(
            field=name[:80],
            found=f"{shown(name)} is unknown{meant(name, action.elsewhere)}",
            wanted=", ".join(action.elsewhere) or "no field",
        )
        for name in strange
    ]
    known = {name: value for name, value in said.items() if name not in strange}
    try:
        found = action.asks.model_validate({**known, **in_path})
    except ValidationError as error:
        raise Unfit(*faults, *unfit(action.asks, error).faults) from error
    if faults:
        raise Unfit(*faults)
    return found


async def _body(request: Request) -> dict[str, Any]:
    data = await request.body()
    if not data.strip():
        return {}
    try:
        said = parsed_json(data, _no_number)
    except ValueError as error:
        raise BadRequest(f"the body is no JSON: {str(error)[:120]}; wanted one object") from error
    if not isinstance(said, dict):
        raise BadRequest(f"the body is a {type(said).__name__}; wanted one JSON object")
    return said


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no number of JSON")


def _query(action: Action, request: Request) -> dict[str, Any]:
    """Return the query; of a name that is there twice nobody knows which is meant."""
    given = request.query_params.multi_items()
    names = [name for name, _ in given]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise Unfit(*(Fault(field=n[:80], found="is there twice", wanted="once") for n in twice))
    return dict(given)
