"""Places: the files and folders that a channel names."""

from collections.abc import Iterator
from typing import Any, Final, cast

from factory.channel.channel import Channel

PLACED: Final = (
    "pictures",
    "music",
    "brief_folders",
    "ideas",
    "intro",
    "outro",
    "watermark",
    "grade",
    "ai_label",
)
"""Keys whose files are taken from the folder that the channel's file lies in."""


def placed(channel: Channel) -> dict[str, Any]:
    """Return what these keys say, as JSON."""
    return channel.model_dump(mode="json", include=set(PLACED))


def places(channel: Channel) -> frozenset[str]:
    """Return every whole path that is named."""
    return frozenset(_paths(list(placed(channel).values())))


def _paths(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value.startswith("/"):
        yield value
    elif isinstance(value, dict):
        yield from _paths(list(cast(dict[str, Any], value).values()))
    elif isinstance(value, list):
        for inner in cast(list[Any], value):
            yield from _paths(inner)
