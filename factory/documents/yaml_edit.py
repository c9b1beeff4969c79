"""Edits of YAML that people write by hand: keys change, comments and everything else stay.

The text is changed where a value stands, by the places that the parser gives; then it is read again,
and what it says must be what was wanted.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, cast

import yaml

from factory.documents.error_words import shown
from factory.documents.strict_yaml import read_mapping
from factory.errors import BadInput

Value = str | tuple[str, ...] | None
"""Text, a list of texts, or None to take the key away."""

INDENT = 2


def with_keys(text: str, changes: Mapping[str, Value], subject: str) -> str:
    """Return the text with keys changed, added or taken away.

    A key that is added stands below the comment that explains it (`# key:`), if there is one.

    Args:
        text: one mapping, as `read_mapping` takes it.
        changes: values by key; a key below others is dotted: `voice.speed`, `schedule.slots.youtube.daily`.
        subject: what is edited, to begin an error with.

    Raises:
        BadInput: the text cannot be read, or the change cannot be made in its way of writing.
    """
    for key, value in changes.items():
        wanted = _changed(read_mapping(text, subject), key, value)
        text = _edited(text, key, value)
        if _said(read_mapping(text, subject)) != _said(wanted):
            raise BadInput(
                f"{subject} cannot be edited: {key} stands in it in a way that was not understood; "
                "change it in the file itself"
            )
    return text


def _changed(data: Mapping[str, Any], key: str, value: Value) -> dict[str, Any]:
    """Return the mapping with a key changed."""
    top, _, below = key.partition(".")
    changed = dict(data)
    if below:
        within = changed.get(top)
        inner: dict[str, Any] = dict(cast(Any, within)) if isinstance(within, dict) else {}
        changed[top] = _changed(inner, below, value) or None
    else:
        changed[top] = list(value) if isinstance(value, tuple) else value
    return changed


def _said(data: Any) -> Any:
    """Return what is said, without keys that say nothing."""
    if isinstance(data, dict):
        known = {k: _said(v) for k, v in cast(dict[str, Any], data).items()}
        return {key: value for key, value in known.items() if value is not None} or None
    return data


def _edited(text: str, key: str, value: Value) -> str:
    root: Any = cast(Any, yaml).compose(text, Loader=yaml.SafeLoader)
    if root is None:
        root = cast(Any, yaml.MappingNode("tag:yaml.org,2002:map", [], flow_style=False))
    return _edited_within(text, root, key, value)


def _edited_within(text: str, mapping: Any, key: str, value: Value) -> str:
    """Change a key of a mapping, or one below it."""
    top, _, below = key.partition(".")
    found = _pair(mapping, top)
    if mapping.flow_style:
        return _rewritten(text, mapping, key, value)
    if not below:
        return _set(text, mapping, found, top, value)
    if found is None:
        column = mapping.value[0][0].start_mark.column if mapping.value else 0
        said = _block(below, value, column + INDENT)
        return text if value is None else _added(text, mapping, top, said)
    inner = found[1]
    if inner.id != "mapping":
        braced = None if value is None else _flow(_changed({}, below, value))
        return _set(text, mapping, found, top, value, braced)
    if inner.flow_style:
        return _rewritten(text, inner, below, value)
    if value is None and _said(_changed(_plain(inner), below, value)) is None:
        return _without_block(text, found)
    return _edited_within(text, inner, below, value)


def _block(key: str, value: Value, column: int) -> str:
    """Return a key as it stands below another, each further one on a line of its own."""
    top, _, below = key.partition(".")
    line = f"\n{' ' * column}{top}:"
    if below:
        return line + _block(below, value, column + INDENT)
    return f"{line} {_dumped(value or '', indent=column + INDENT)}"


def _pair(mapping: Any, key: str) -> tuple[Any, Any] | None:
    return next(((k, v) for k, v in mapping.value if k.value == key), None)


def _set(
    text: str, mapping: Any, found: Any, key: str, value: Value, written: str | None = None
) -> str:
    """Change a key of a mapping that is written with a key a line."""
    if value is None:
        return text if found is None else _without(text, found)
    column = mapping.value[0][0].start_mark.column if mapping.value else 0
    said = written if written is not None else _dumped(value, indent=column + INDENT)
    if found is None:
        return _added(text, mapping, key, f" {said}")
    start, end = found[1].start_mark.index, _end(text, found[1])
    if end > start and found[1].start_mark.line == found[0].start_mark.line:
        return f"{text[:start]}{said}{text[end:]}"
    colon = text.index(":", found[0].end_mark.index) + 1  # nothing stands behind it on its line
    between = text[colon:start] if "#" in text[colon:start] else ""
    return f"{text[:colon]} {said}{between.rstrip()}{text[max(end, colon) :]}"


def _added(text: str, mapping: Any, key: str, said: str) -> str:
    """Write a key that was not there: below its own comment, or after the last one."""
    pairs = mapping.value
    column = pairs[0][0].start_mark.column if pairs else 0
    indent = " " * column
    line = f"{indent}{key}:{said}"
    comment = re.compile(
        rf"^{indent}# ?{re.escape(key)}:.*\n(?:{indent}#(?:   |  - ).*\n)*", re.MULTILINE
    )
    place = comment.search(text) if not column else None
    if place:
        return f"{text[: place.end()]}{line}\n{text[place.end() :]}"
    end = _end(text, pairs[-1][1]) if pairs and column else len(text)
    end = text.find("\n", end) if column else end
    if end < 0 or end == len(text):
        gap = "" if not text or text.endswith("\n") else "\n"
        return f"{text}{gap}{line}\n"
    return f"{text[: end + 1]}{line}\n{text[end + 1 :]}"


def _without(text: str, found: Any) -> str:
    """Take a key away with the lines on which it and its value stand."""
    start = text.rfind("\n", 0, found[0].start_mark.index) + 1
    end = text.find("\n", max(_end(text, found[1]), found[0].end_mark.index))
    return text[:start] + (text[end + 1 :] if end >= 0 else "")


def _without_block(text: str, found: Any) -> str:
    """Take away a key with the only one below it; where comments stand there, it becomes one itself."""
    line = text.rfind("\n", 0, found[0].start_mark.index) + 1
    left = _without(text, found[1].value[0])
    below = left[left.find("\n", line) + 1 :]
    if not re.match(r"\s*[ \t]#", below):
        return _without(text, found)
    return f"{left[:line]}# {left[line:]}"


def _rewritten(text: str, mapping: Any, key: str, value: Value) -> str:
    """Write a mapping in braces anew."""
    changed: Any = _said(_changed(_plain(mapping), key, value)) or {}
    start, end = mapping.start_mark.index, mapping.end_mark.index
    return text[:start] + _flow(changed) + text[end:]


def _plain(mapping: Any) -> dict[str, Any]:
    return cast(Any, _Plain).construct(mapping)


class _Plain(yaml.BaseLoader):
    """Reads every value as text."""

    @classmethod
    def construct(cls, node: Any) -> Any:
        return cast(Any, cls("")).construct_object(node, deep=True)


def _flow(data: Any) -> str:
    if isinstance(data, dict):
        items = cast(dict[str, Any], data).items()
        return "{" + ", ".join(f"{key}: {_flow(value)}" for key, value in items) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(_flow(one) for one in cast(list[Any], data)) + "]"
    return _dumped(data, flow=True)


def _end(text: str, node: Any) -> int:
    """Return where a value ends; the mark behind a block stands where the next key begins."""
    start, end = node.start_mark.index, node.end_mark.index
    if node.id == "scalar":
        return start + len(text[start:end].rstrip())
    if node.flow_style:
        return end
    last: Any = node.value[-1] if node.value else None
    if last is None:
        return start
    return _end(text, last[1] if isinstance(last, tuple) else last)


def _dumped(value: str | Sequence[str], *, indent: int = INDENT, flow: bool = False) -> str:
    """Return a value as one writes it: plain where it reads back as it is, else quoted."""
    if not isinstance(value, str):
        return "[" + ", ".join(_dumped(one, flow=True) for one in value) + "]"
    lines = value.split("\n")
    if len(lines) > 1 and not flow and value == value.strip() and not value.startswith("#"):
        return "|-\n" + "\n".join(" " * indent + line if line else "" for line in lines)
    return value if _is_plain(value, flow=flow) else json.dumps(value, ensure_ascii=False)


def _is_plain(value: str, *, flow: bool) -> bool:
    if not value or value != value.strip() or "\n" in value:
        return False
    written = f"[{value}]" if flow else value
    try:
        read = read_mapping(f"key: {written}", shown(value)).get("key")
    except BadInput:
        return False
    return read == ([value] if flow else value)
