"""Items of YAML's lists and braces: changed one by one, so that comments beside them stay."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

from factory.documents.yaml_comments import commented_out, comments_in
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

COMMA = re.compile(r"(?:\s|#[^\n]*\n)*,")
"""What stands between an item in brackets and the comma behind it."""


def with_pair(text: str, mapping: Any, key: str, value: Value) -> str:
    """Return the text with a key of a mapping in braces changed; with comments in it nothing else is."""
    if not comments_in(text, mapping):
        changed: Any = meaning(with_change(as_texts(mapping), key, value)) or {}
        start, end = mapping.start_mark.index, mapping.end_mark.index
        return text[:start] + in_braces(changed) + text[end:]
    top, _, below = key.partition(".")
    found = next(((k, v) for k, v in mapping.value if k.value == top), None)
    if value is None:
        return _pair_without(text, found, below)
    inner = with_change({}, below, value) if below else _listed(value)
    if found is None:
        ends = [end_of(text, one) for _, one in mapping.value]
        return _inserted(text, mapping, ends, f"{top}: {in_braces(inner)}")
    if below and found[1].id == "mapping":
        return with_pair(text, found[1], below, value)
    if isinstance(value, tuple) and found[1].id == "sequence":
        return with_items(text, found[1], value)
    start, end = found[1].start_mark.index, end_of(text, found[1])
    return text[:start] + in_braces(inner) + text[end:]


def _listed(value: Value) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _pair_without(text: str, found: tuple[Any, Any] | None, below: str) -> str:
    """Take a key away, or one below it; a key that would say nothing goes, too."""
    if found is None:
        return text
    node = found[1]
    if below and node.id == "mapping" and meaning(with_change(as_texts(node), below, None)):
        return with_pair(text, node, below, None)
    return _cut(text, found[0].start_mark.index, end_of(text, node))


def with_items(text: str, node: Any, wanted: Sequence[str]) -> str:
    """Return the text with a list's items changed: those that stay are not touched."""
    had = [as_texts(one) if one.id == "scalar" else None for one in node.value]
    steps = SequenceMatcher(None, had, list(wanted), autojunk=False).get_opcodes()
    for _, first, last, begin, end in (step for step in reversed(steps) if step[0] != "equal"):
        said = list(wanted[begin:end])
        text = _exchanged(text, node, (first, last), said)
    return text


def _exchanged(text: str, node: Any, span: tuple[int, int], said: Sequence[str]) -> str:
    """Put values in the place of the items of a span; from the last on, so that places hold."""
    first, last = span
    both = min(last - first, len(said))
    ends = [end_of(text, one) for one in node.value]
    if said[both:]:
        text = _added(text, node, ends[: first + both], said[both:])
    for one in reversed(range(first + both, last)):
        start = node.value[one].start_mark.index
        text = (
            _cut(text, start, ends[one]) if node.flow_style else _lines_cut(text, start, ends[one])
        )
    for one in reversed(range(both)):
        item, end = node.value[first + one], ends[first + one]
        new = written(said[one], indent=item.start_mark.column, flow=bool(node.flow_style))
        text = text[: item.start_mark.index] + new + text[end:]
    return text


def _added(text: str, node: Any, ends: Sequence[int], said: Sequence[str]) -> str:
    """Write items behind those that end so; before all others where there are none."""
    if node.flow_style:
        words = ", ".join(written(one, flow=True) for one in said)
        return _inserted(text, node, ends, words, more=bool(node.value))
    column = node.start_mark.column
    lines = "".join(f"{' ' * column}- {written(one, indent=column + INDENT)}\n" for one in said)
    place = (
        text.find("\n", ends[-1]) + 1 if ends else text.rfind("\n", 0, node.start_mark.index) + 1
    )
    if ends and not place:
        return f"{text}\n{lines}"
    return text[:place] + lines + text[place:]


def _inserted(text: str, node: Any, ends: Sequence[int], words: str, *, more: bool = False) -> str:
    """Write words into brackets: behind the item that ends last, else at their beginning."""
    if ends:
        return f"{text[: ends[-1]]}, {words}{text[ends[-1] :]}"
    place = node.start_mark.index + 1
    return f"{text[:place]}{words}{', ' if more else ''}{text[place:]}"


def _cut(text: str, start: int, end: int) -> str:
    """Take an item in brackets away with the comma behind it; comments between them stay."""
    comma = COMMA.match(text, end)
    if comma:
        text = text[: comma.end() - 1] + text[comma.end() :]
    return text[:start] + text[end:]


def _lines_cut(text: str, start: int, end: int) -> str:
    """Take the lines of an item away; with a comment they become one."""
    begin, after = text.rfind("\n", 0, start) + 1, text.find("\n", end) + 1 or len(text)
    kept = commented_out(text, begin, after)
    return text[:begin] + text[after:] if kept is None else kept
