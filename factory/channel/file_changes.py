"""What changed between two texts of a channel file, in a line for its history."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from factory.documents.error_words import listed, shown

MOST_TOLD = 4


def changed_words(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Return which keys were added, changed and taken away, the first few with their values."""
    old, new = dict(_leaves(before)), dict(_leaves(after))
    told = [_told(key, old.get(key), new.get(key)) for key in sorted({*old, *new})]
    changes = [words for words in told if words]
    if not changes:
        return "comments and order alone"
    more = len(changes) - MOST_TOLD
    return listed(changes[:MOST_TOLD]) + (f" and {more} more" if more > 0 else "")


def _told(key: str, old: str | None, new: str | None) -> str:
    if old == new:
        return ""
    if old is None:
        return f"{key} set to {shown(new, 40)}"
    if new is None:
        return f"{key} taken away"
    return f"{key} from {shown(old, 40)} to {shown(new, 40)}"


def _leaves(data: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(data, dict):
        for key, value in cast(dict[str, Any], data).items():
            yield from _leaves(value, f"{path}.{key}" if path else key)
    elif isinstance(data, list):
        yield path, ", ".join(_one(item) for item in cast(list[Any], data))
    elif data is not None:
        yield path, str(data)


def _one(item: Any) -> str:
    return str(dict(_leaves(item))) if isinstance(item, dict) else str(item)
