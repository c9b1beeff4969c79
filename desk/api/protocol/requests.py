"""Requests: what a program says, read from path, query and body into the model of its action."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from starlette.requests import Request

from desk.api.protocol.action import Action, Call
from desk.api.protocol.problem import BadRequest, Fault, Unfit, problem_of, unfit
from factory.documents.error_words import closest, shown
from factory.documents.foreign_json import parsed_json, unkeepable
from factory.errors import BadInput, FactoryError
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
    faults = [_unknown(name, action) for name in strange]
    known = {name: value for name, value in said.items() if name not in strange}
    try:
        found = action.asks.model_validate({**known, **in_path})
    except ValidationError as error:
        wrong = {details["loc"][0] for details in error.errors() if details["loc"]}
        right = {name: value for name, value in {**known, **in_path}.items() if name not in wrong}
        told = unfit(action.asks, error).faults
        raise Unfit(*faults, *told, rest=_if_whole(action.asks, right)) from error
    if faults:
        raise Unfit(*faults, rest=found)
    return found


def every_fault(action: Action, call: Call, error: Unfit) -> Unfit:
    """Return with what cannot be read what the fields that can be read are refused for, of those that were said.

    What prices an action judges it without doing anything.
    """
    if error.rest is None or action.costs_usd is None or "video_id" in action.in_path:
        return error  # whose video it is, nobody has looked yet
    try:
        action.costs_usd(call, error.rest)
    except BadInput as refused:
        said = error.rest.model_fields_set - {fault.field for fault in error.faults}
        further = [one for one in problem_of(refused).errors if one.field in said]
        return Unfit(*error.faults, *further)
    except FactoryError:
        return error
    return error


def _unknown(name: str, action: Action) -> Fault:
    """Return what is said of a field that there is not."""
    close = closest(name, action.elsewhere)
    wanted = close or ", ".join(action.elsewhere) or "no field"
    remedy = f"rename `{name[:80]}` to `{close}`" if close else f"leave `{name[:80]}` out"
    return Fault(field=name[:80], found=shown(name), wanted=wanted, remedy=remedy)


def _if_whole(model: type[Payload], fields: Mapping[str, Any]) -> Payload | None:
    try:
        return model.model_validate(fields)
    except ValidationError:
        return None


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
