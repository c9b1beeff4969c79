"""Values of YAML: what a node says, and how a value is written where it reads back as it is."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

import yaml

from factory.documents.error_words import shown
from factory.documents.strict_yaml import read_mapping
from factory.errors import BadInput

Value = str | tuple[str, ...] | None
"""Text, a list of texts, or None to take the key away."""

INDENT: Final = 2


def with_change(data: Mapping[str, Any], key: str, value: Value) -> dict[str, Any]:
    """Return the mapping with a key changed."""
    top, _, below = key.partition(".")
    changed = dict(data)
    if below:
        within = changed.get(top)
        inner: dict[str, Any] = dict(cast(Any, within)) if isinstance(within, dict) else {}
        changed[top] = with_change(inner, below, value) or None
    else:
        changed[top] = list(value) if isinstance(value, tuple) else value
    return changed


def meaning(data: Any) -> Any:
    """Return what is said, without keys that say nothing."""
    if isinstance(data, dict):
        known = {k: meaning(v) for k, v in cast(dict[str, Any], data).items()}
        return {key: value for key, value in known.items() if value is not None} or None
    return data


def as_texts(node: Any) -> Any:
    """Return what a node says, every value in it as text."""
    return cast(Any, _Plain).construct(node)


class _Plain(yaml.BaseLoader):
    """Reads every value as text."""

    @classmethod
    def construct(cls, node: Any) -> Any:
        return cast(Any, cls("")).construct_object(node, deep=True)


def in_braces(data: Any) -> str:
    """Return mappings and lists on one line."""
    if isinstance(data, dict):
        items = cast(dict[str, Any], data).items()
        return "{" + ", ".join(f"{key}: {in_braces(value)}" for key, value in items) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(in_braces(one) for one in cast(list[Any], data)) + "]"
    return written(data, flow=True)


def end_of(text: str, node: Any) -> int:
    """Return where a value ends; the mark behind a block stands where the next key begins."""
    start, end = node.start_mark.index, node.end_mark.index
    if node.id == "scalar":
        return start + len(text[start:end].rstrip())
    if node.flow_style:
        return end
    last: Any = node.value[-1] if node.value else None
    if last is None:
        return start
    return end_of(text, last[1] if isinstance(last, tuple) else last)


def written(value: str | Sequence[str], *, indent: int = INDENT, flow: bool = False) -> str:
    """Return a value as one writes it: plain where it reads back as it is, else quoted."""
    if not isinstance(value, str):
        return "[" + ", ".join(written(one, flow=True) for one in value) + "]"
    lines = value.split("\n")
    if len(lines) > 1 and not flow and value == value.strip() and not value.startswith("#"):
        return "|-\n" + "\n".join(" " * indent + line if line else "" for line in lines)
    return value if _is_plain(value, flow=flow) else json.dumps(value, ensure_ascii=False)


def _is_plain(value: str, *, flow: bool) -> bool:
    if not value or value != value.strip() or "\n" in value:
        return False
    alone = f"[{value}]" if flow else value
    try:
        read = read_mapping(f"key: {alone}", shown(value)).get("key")
    except BadInput:
        return False
    return read == ([value] if flow else value)
