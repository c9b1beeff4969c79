"""Edits of YAML that people write by hand: keys change, comments and everything else stay.

The text is changed where a value stands, by the places that the parser gives; then it is read again,
and what it says must be what was wanted.
"""

import re
from collections.abc import Mapping
from typing import Any, cast

import yaml

from factory.documents.error_words import shown
from factory.documents.strict_yaml import read_mapping
from factory.documents.yaml_comments import (
    comment_of_header,
    commented_out,
    comments_in,
    lost_comment,
)
from factory.documents.yaml_items import with_items, with_pair
from factory.documents.yaml_values import (
    INDENT,
    Value,
    as_texts,
    end_of,
    in_braces,
    meaning,
    with_change,
    written,
)
from factory.errors import BadInput


def with_keys(text: str, changes: Mapping[str, Value], subject: str) -> str:
    """Return the text with keys changed, added or taken away.

    A key that is added stands below the comment that explains it (`# key:`), if there is one.

    Args:
        text: one mapping, as `read_mapping` takes it.
        changes: values by key; a key below others is dotted: `voice.speed`, `schedule.slots.youtube.daily`.
        subject: what is edited, to begin an error with.

    Raises:
        BadInput: the text cannot be read, or the change cannot be made in its way of writing,
            or not without losing a comment.
    """
    for key, value in changes.items():
        wanted = with_change(read_mapping(text, subject), key, value)
        before, text = text, _edited(text, key, value)
        if meaning(read_mapping(text, subject)) != meaning(wanted):
            raise BadInput(
                f"{subject} cannot be edited: {key} stands in it in a way that was not understood; "
                "change it in the file itself"
            )
        lost = lost_comment(before, text)
        if lost:
            raise BadInput(
                f"{subject} cannot be edited: with {key} its comment {shown(lost)} would go; "
                "change it in the file itself"
            )
    return text


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
        return with_pair(text, mapping, key, value)
    if not below:
        return _set(text, mapping, found, top, value)
    if found is None:
        column = mapping.value[0][0].start_mark.column if mapping.value else 0
        said = _block(below, value, column + INDENT)
        return text if value is None else _added(text, mapping, top, said)
    inner = found[1]
    if inner.id != "mapping":
        braced = None if value is None else in_braces(with_change({}, below, value))
        return _set(text, mapping, found, top, value, braced)
    if inner.flow_style:
        return with_pair(text, inner, below, value)
    if value is None and meaning(with_change(as_texts(inner), below, value)) is None:
        return _without_block(text, found)
    return _edited_within(text, inner, below, value)


def _block(key: str, value: Value, column: int) -> str:
    """Return a key as it stands below another, each further one on a line of its own."""
    top, _, below = key.partition(".")
    line = f"\n{' ' * column}{top}:"
    if below:
        return line + _block(below, value, column + INDENT)
    return f"{line} {written(value or '', indent=column + INDENT)}"


def _pair(mapping: Any, key: str) -> tuple[Any, Any] | None:
    return next(((k, v) for k, v in mapping.value if k.value == key), None)


def _set(
    text: str, mapping: Any, found: Any, key: str, value: Value, inline: str | None = None
) -> str:
    """Change a key of a mapping that is written with a key a line."""
    if value is None:
        return text if found is None else _without(text, found)
    column = mapping.value[0][0].start_mark.column if mapping.value else 0
    said = inline if inline is not None else written(value, indent=column + INDENT)
    if found is None:
        return _added(text, mapping, key, f" {said}")
    if isinstance(value, tuple) and found[1].id == "sequence" and comments_in(text, found[1]):
        return with_items(text, found[1], value)
    start, end = found[1].start_mark.index, end_of(text, found[1])
    comment = comment_of_header(text[start:end])
    if comment:
        first, line, rest = said.partition("\n")
        said = f"{first}  {comment}{line}{rest}"
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
    end = end_of(text, pairs[-1][1]) if pairs and column else len(text)
    end = text.find("\n", end) if column else end
    if end < 0 or end == len(text):
        gap = "" if not text or text.endswith("\n") else "\n"
        return f"{text}{gap}{line}\n"
    return f"{text[: end + 1]}{line}\n{text[end + 1 :]}"


def _without(text: str, found: Any) -> str:
    """Take a key away with the lines on which it and its value stand; with a comment they become one."""
    start = text.rfind("\n", 0, found[0].start_mark.index) + 1
    end = text.find("\n", max(end_of(text, found[1]), found[0].end_mark.index))
    kept = commented_out(text, start, end + 1 if end >= 0 else len(text))
    if kept is not None:
        return kept
    return text[:start] + (text[end + 1 :] if end >= 0 else "")


def _without_block(text: str, found: Any) -> str:
    """Take away a key with the only one below it; where comments stand there, it becomes one itself."""
    line = text.rfind("\n", 0, found[0].start_mark.index) + 1
    left = _without(text, found[1].value[0])
    below = left[left.find("\n", line) + 1 :]
    if not re.match(r"\s*[ \t]#", below):
        return _without(text, found)
    return f"{left[:line]}# {left[line:]}"
