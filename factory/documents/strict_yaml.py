"""YAML as people write it by hand: one plain mapping, every value text until its key is known.

Nothing is guessed: `no` stays the language Norwegian, `1984` stays a title. Anchors, aliases
and tags are refused, so a small file cannot unfold into a large one or name a Python object.
"""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from functools import lru_cache
from typing import Any, cast

import yaml

from factory.documents.error_words import shown
from factory.errors import BadInput

MAX_DEPTH = 12
MAX_BYTES = 262_144  # PyYAML reads about 1 MB in 10 s; a longform of 4,000 words takes 30 kB
NULL = "tag:yaml.org,2002:null"
WANTED = {
    "mapping values are not allowed": 'quotes around a value that holds `: `, such as `title: "One: two"`,'
    " and keys of one level that begin in one column",
    "expected <block end>": "quotes around the whole of a value or none, "
    "and keys of one level that begin in one column",
    "expected ',' or": "a } or ] for each that was opened, here or in a line above; a # after a space "
    "begins a comment",
    "a tab that cannot": "spaces",
    "that cannot start any token": "quotes around a value that begins with such a sign",
    "could not find expected ':'": "lines such as `title: My story`",
    "found unexpected end of stream": "a closing quote for each that was opened",
}
"""By words of the parser: what the person who wrote it most likely has to do."""


class _Loader(yaml.SafeLoader):
    """Reads text, lists and mappings; refuses aliases, tags, repeated keys and deep nesting."""

    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = cast(Any, self).peek_event()
        if type(event) is yaml.AliasEvent or getattr(event, "anchor", None):
            raise _refused(event, "an anchor or alias (& or *)", "the value written out")
        if getattr(event, "tag", None):
            raise _refused(event, f"the tag {shown(event.tag)}", "plain values")
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _refused(event, "deep nesting", f"at most {MAX_DEPTH} levels")
        node: Any = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def flatten_mapping(self, node: Any) -> None:
        """Leave `<<` alone: it is a key like any other, and an unknown one."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _refused(key, "a list or mapping as a key", "a word")
            if key.value in seen:
                raise _refused(key, f"the key {shown(key.value)} twice", "each key once")
            seen.add(key.value)
        return super().construct_mapping(node, deep=True)


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag == NULL]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class Mapped(dict[str, Any]):
    """A mapping that was read, and the line on which each of its keys stands."""

    def __init__(
        self,
        data: Mapping[str, Any],
        lines: Mapping[str, int],
        cut: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(data)
        self.lines = dict(lines)
        """By dotted key: `pictures.folder`."""
        self.cut = dict(cut or {})
        """What stands behind a value as a comment, by dotted key: it may be meant as a part of it."""


def read_mapping(text: str, subject: str, first_line: int = 1) -> Mapped:
    """Return the one mapping in `text`: keys and values are text, lists, mappings or None.

    Args:
        text: the YAML.
        subject: what is being read, to begin the error with.
        first_line: number of the text's first line in its file, for the error.

    Raises:
        BadInput: it is not YAML, not a mapping, too large, or uses what is refused.
    """
    attempt = f"{subject} cannot be read as YAML"
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        raise BadInput(f"{attempt}: found {size:,} bytes; wanted at most {MAX_BYTES:,}")
    try:
        data, keyed, cut = _read(text)
    except yaml.MarkedYAMLError as error:
        raise BadInput(f"{attempt}: {_located(error, first_line)}") from error
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise BadInput(f"{attempt}: {shown(error, 200)}") from error
    if data is None:
        return Mapped({}, {})
    if not isinstance(data, dict):
        raise BadInput(f"{attempt}: found {shown(data)}; wanted lines such as `title: My story`")
    keys: dict[str, Any] = {str(key): deepcopy(value) for key, value in data.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    return Mapped(keys, {key: line + first_line for key, line in keyed.items()}, cut)


@lru_cache(maxsize=64)  # a channel is asked for again and again, and takes 20 ms to read
def _read(text: str) -> tuple[Any, Mapping[str, int], Mapping[str, str]]:
    """Return what is in it, the line of each key from 0, and comments behind values."""
    loader: Any = _Loader(text)
    node: Any = loader.get_single_node()
    data: Any = None if node is None else loader.construct_document(node)
    places = list(_places(node))
    rows = text.split("\n")
    lines = {key: place.start_mark.line for key, place, _ in places}
    cut = {key: said for key, _, value in places if (said := _comment_behind(value, rows))}
    return data, lines, cut


def _comment_behind(value: Any, rows: Sequence[str]) -> str:
    """Return the comment behind a plain value; empty behind others, whose end is plain to see."""
    if not isinstance(value, yaml.ScalarNode) or value.style is not None or not value.value:
        return ""
    end: Any = cast(Any, value).end_mark
    line, column = int(end.line), int(end.column)
    behind = rows[line][column:].strip() if line < len(rows) else ""
    return behind if behind.startswith("#") else ""


def _places(node: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Yield every key, dotted, and items of lists by their number, with its place and its value."""
    if isinstance(node, yaml.MappingNode):
        pairs: list[tuple[Any, Any]] = node.value
        below = [(str(key.value), key, value) for key, value in pairs]
    elif isinstance(node, yaml.SequenceNode):
        items: list[Any] = node.value
        below = [(str(number), item, item) for number, item in enumerate(items)]
    else:
        return
    for name, place, value in below:
        dotted = f"{path}.{name}" if path else name
        yield dotted, place, value
        yield from _places(value, dotted)


def _refused(where: Any, found: str, wanted: str) -> yaml.MarkedYAMLError:
    return yaml.constructor.ConstructorError(
        problem=f"found {found}; wanted {wanted}", problem_mark=where.start_mark
    )


def _located(error: yaml.MarkedYAMLError, first_line: int) -> str:
    problem = (error.problem or "it is not YAML").replace("character '\\t'", "a tab")
    wanted = next((advice for words, advice in WANTED.items() if words in problem), "")
    problem = shown(problem, 200)[1:-1] + (f"; wanted: {wanted}" if wanted else "")
    if error.problem_mark is None:
        return problem
    mark = error.problem_mark
    return f"line {mark.line + first_line}, column {mark.column + 1}: {problem}"
