"""What somebody else wrote as JSON, and text in it that neither a file nor the database can hold."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, cast

UNKEEPABLE = re.compile("[\0\ud800-\udfff]")
"""PostgreSQL stores no NUL, and half of a surrogate pair has no UTF-8."""


def parsed_json(text: str | bytes, parse_constant: Callable[[str], Any] | None = None) -> Any:
    """Return what JSON says.

    Raises:
        ValueError: it is none, or is nested deeper than anybody means it.
    """
    try:
        return json.loads(text, parse_constant=parse_constant)
    except RecursionError:
        raise ValueError("it is nested too deep") from None


def unkeepable(value: object) -> Iterator[str]:
    """Yield the dotted key of each text, at any depth, that nothing can keep; a key stands for itself."""
    rest: list[tuple[str, object]] = [("", value)]
    while rest:
        where, one = rest.pop()
        if isinstance(one, str):
            if UNKEEPABLE.search(one):
                yield printable(where)
        elif isinstance(one, Mapping):
            for key, below in cast(Mapping[str, object], one).items():
                dotted = f"{where}.{key}" if where else key
                rest += [(dotted, key), (dotted, below)]
        elif isinstance(one, Sequence):
            items = cast(Sequence[object], one)
            rest += [(f"{where}.{n}" if where else str(n), below) for n, below in enumerate(items)]


def printable(text: str) -> str:
    """Return text with what nothing can keep written as its number: `u+d800`."""
    return UNKEEPABLE.sub(lambda found: f"u+{ord(found[0]):04x}", text)
