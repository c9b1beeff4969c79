"""Comments of YAML: where they stand in a text, and whether an edit loses one."""

import re
from collections.abc import Iterator
from typing import Any, cast

import yaml

HEADER = re.compile(r"[|>][-+0-9]*[ \t]+(#[^\r\n]*)")
"""A comment on the line that begins a text of several lines."""
COMMENT = re.compile(r"#[^\r\n]*")


def comment_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each comment begins and ends; a `#` within a value is none."""
    after = 0
    for token in cast(Any, yaml).scan(text, Loader=yaml.SafeLoader):
        start, end = token.start_mark.index, token.end_mark.index
        for found in COMMENT.finditer(text, after, start):
            yield found.span()
        header = HEADER.match(text, start, end)
        if header and token.style in ("|", ">"):
            yield header.span(1)
        after = max(after, end)
    for found in COMMENT.finditer(text, after):
        yield found.span()


def comment_of_header(value: str) -> str:
    """Return the comment behind the `|` of a text of several lines; empty if there is none."""
    found = HEADER.match(value)
    return found.group(1) if found else ""


def comments_in(text: str, node: Any) -> bool:
    """Whether comments stand in a list or mapping, or behind the last line of one without brackets."""
    start, end = node.start_mark.index, node.end_mark.index
    if not node.flow_style:
        kept = text[start:end].rstrip()
        lines = kept.split("\n")
        while lines and lines[-1].lstrip().startswith("#"):
            lines.pop()
        end = start + len("\n".join(lines))
    return any(start <= first < end for first, _ in comment_spans(text))


def commented_out(text: str, start: int, end: int) -> str | None:
    """Return the text with whole lines made comments; None where no comment stands in them."""
    if not any(start <= first < end for first, _ in comment_spans(text)):
        return None
    lines = text[start:end].splitlines(keepends=True)
    column = len(lines[0]) - len(lines[0].lstrip(" "))
    return text[:start] + "".join(_comment(line, column) for line in lines) + text[end:]


def _comment(line: str, column: int) -> str:
    bare = line.lstrip(" ")
    indent = min(column, len(line) - len(bare))
    return f"{line[:indent]}# {line[indent:]}" if bare.strip() else line


def lost_comment(before: str, after: str) -> str | None:
    """Return a comment that an edit lost; what became a comment itself keeps those in it."""
    left = "\n".join(after[first:last] for first, last in comment_spans(after))
    had = [before[first:last].rstrip() for first, last in comment_spans(before)]
    return next((one for one in had if left.count(one) < had.count(one)), None)
