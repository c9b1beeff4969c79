"""What a hand-written file's keys may hold, said in words when they hold something else."""

import types
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from factory.documents.error_words import listed, meant, shown
from factory.text.hidden_characters import hidden_in


def given(data: Any) -> Any:
    """Return the data without keys that have no value: `folder:` alone means `not said`."""
    if isinstance(data, dict):
        return {key: given(value) for key, value in data.items() if value is not None}  # pyright: ignore[reportUnknownVariableType]
    if isinstance(data, list):
        return [given(value) for value in data]  # pyright: ignore[reportUnknownVariableType]
    return data


def hidden_characters(data: Any, path: str = "") -> list[str]:
    """Return one problem per text that holds a control or direction character."""
    if isinstance(data, str):
        where = hidden_in(data)
        return [f"{path}: found {where}; wanted text without it"] if where else []
    if isinstance(data, dict):
        return [p for k, v in data.items() for p in hidden_characters(v, _joined(path, k))]  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    if isinstance(data, list):
        return [p for n, v in enumerate(data) for p in hidden_characters(v, _joined(path, n))]  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    return []


M = TypeVar("M", bound=BaseModel)


def accepted_keys(
    model: type[M], keys: Mapping[str, Any], needed: Mapping[str, Any] | None = None
) -> tuple[M, list[str]]:
    """Return the model of those keys that can be accepted, and what is wrong with the others.

    So that what is right is judged further, and a person is told everything at once.

    Args:
        model: what the keys are of.
        keys: as they were written.
        needed: stands in for keys without which there is no model.
    """
    problems: list[str] = []
    left = dict(keys)
    while True:
        try:
            return model.model_validate(left), problems
        except ValidationError as error:
            problems += key_problems(model, error)
            for key in {str(details["loc"][0]) for details in error.errors() if details["loc"]}:
                left.pop(key, None)
                if needed and key in needed:
                    left[key] = needed[key]


def further(problems: Iterable[str], known: Sequence[str]) -> list[str]:
    """Return the problems of those keys of which nothing is wrong yet."""
    tops = {_top(problem) for problem in known}
    return [problem for problem in problems if _top(problem) not in tops]


def _top(problem: str) -> str:
    return problem.partition(":")[0].partition(".")[0]


def key_problems(model: type[BaseModel], error: ValidationError) -> list[str]:
    """Return each problem as `dotted.key: what was found; wanted: what is allowed`."""
    return [_problem(model, details) for details in error.errors(include_url=False)]


def first_fault(error: ValidationError) -> str:
    """Return the first problem of a record that a person described, with its place."""
    first = error.errors(include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where + ': ' if where else ''}{first['msg'].removeprefix('Value error, ')}"


def _problem(model: type[BaseModel], details: ErrorDetails) -> str:
    path, kind, context = details["loc"], details["type"], details.get("ctx", {})
    key = ".".join(shown(str(part))[1:-1] for part in path)
    if kind == "extra_forbidden":
        known = _fields_at(model, path[:-1])
        hint = meant(str(path[-1]), known) or f"; the keys are: {listed(known)}"
        return f"{key}: this key is unknown{hint}"
    if kind == "missing":
        return f"{key}: this key is missing"
    wanted = _WANTED.get(kind, details["msg"])
    if context:
        wanted = wanted.format(**context)
    return f"{key}: {shown(details['input'])} is not allowed; wanted: {wanted.replace(chr(39), '')}"


_WANTED = {
    "literal_error": "{expected}",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "float_parsing": "a number",
    "float_type": "a number",
    "finite_number": "a number",
    "greater_than_equal": "{ge} or more",
    "less_than_equal": "{le} or less",
    "string_type": "text",
    "string_pattern_mismatch": "a colour, such as FFD633",
    "tuple_type": "a list, such as [one, two]",
    "model_type": "keys and values under it",
}


def _fields_at(model: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    """Return the names of the fields of the model that stands at the path."""
    for part in path:
        field = model.model_fields.get(str(part))
        inner = _model_in(field.annotation) if field else None
        if inner is None:
            return []
        model = inner
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the model in `Model` or `Model | None`."""
    options = (
        get_args(annotation)
        if get_origin(annotation) in (Union, types.UnionType)
        else (annotation,)
    )
    for option in options:
        if isinstance(option, type) and issubclass(option, BaseModel):
            return option
    return None


def _joined(path: str, part: object) -> str:
    name = shown(str(part))[1:-1]
    return f"{path}.{name}" if path else name
