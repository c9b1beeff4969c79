"""Reading briefs of two channels, and what is said of those that cannot be."""

from datetime import UTC, datetime

import pytest

from factory.brief.brief import Brief
from factory.brief.brief_file import parse_brief
from factory.channel.channel import Channel
from factory.errors import BadInput
from resources.provider_register import DIRECTORY

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


SHORT = Channel(name="demo", title="Demo", format="short", languages=("en", "pt-BR"))


LONG = Channel(name="archives", title="Archives", format="longform")


BOTH = {"demo": SHORT, "archives": LONG}


WORDS = "The sea took a little more of the land. " * 8


def read(front: str, words: str = WORDS, name: str = "story.md", **options: object) -> Brief:
    return parse_brief(
        f"---\n{front}\n---\n{words}".encode("utf-8", "surrogatepass"),
        name,
        options.get("channels", BOTH),  # pyright: ignore[reportArgumentType]
        NOW,
        DIRECTORY,
        options.get("folder"),  # pyright: ignore[reportArgumentType]
    )


def refusal(data: bytes, name: str = "story.md") -> str:
    with pytest.raises(BadInput) as caught:
        parse_brief(data, name, BOTH, NOW, DIRECTORY)
    message = str(caught.value)
    assert name in message
    return message


def refused(front: str, words: str = WORDS) -> str:
    return refusal(f"---\n{front}\n---\n{words}".encode())
