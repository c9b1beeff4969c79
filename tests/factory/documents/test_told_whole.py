"""What is wrong with a hand-written file is told in one go, each with its line."""

import re
from datetime import UTC, datetime

import pytest

from factory.brief.brief_file import parse_brief
from factory.channel.channel import parse_channel
from factory.errors import BadInput
from resources.provider_register import DIRECTORY

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
CHANNELS = {
    name: parse_channel(
        f"name: {name}\ntitle: T\nformat: short\n".encode(), f"{name}.yaml", DIRECTORY
    )
    for name in ("demo", "other")
}
BRIEF = """\
---
chanel: demo
channel: dmo
format: shrot
publish_at: 2020-01-01
tags:
  also: text
language: klingon
pictures:
  provider: folder
  fodler: x
id: "not an id!"
length: ten
---

# A title

Too few words.
"""
CHANNEL = """\
name: other
titel: The Vault
format: shrot
languages: en
voice: {provider: pipr}
tags: a, b
template: nothing
pictures:
  provider: scenery
  look: neon
"""


def told(message: str) -> dict[str, int]:
    """Return the line of every key that a message complains of; 0 where it names none."""
    found = re.findall(r"^  - (?:line (\d+): )?([\w.]+):", message, re.MULTILINE)
    return {key: int(line or 0) for line, key in found}


def test_a_bad_brief_is_told_whole_with_the_line_of_each_key():
    with pytest.raises(BadInput) as refused:
        parse_brief(BRIEF.encode(), "a.md", CHANNELS, NOW, DIRECTORY)
    assert told(str(refused.value)) == {
        "chanel": 2,
        "channel": 3,
        "format": 4,
        "publish_at": 5,
        "tags": 6,
        "language": 8,
        "pictures.fodler": 11,
        "id": 12,
        "length": 13,
        "words": 15,
    }


def test_the_number_of_words_is_told_beside_all_else_with_the_line_where_they_begin():
    text = BRIEF.replace("dmo", "demo").replace("shrot", "short")
    with pytest.raises(BadInput) as refused:
        parse_brief(text.encode(), "a.md", CHANNELS, NOW, DIRECTORY)
    found = told(str(refused.value))
    assert found["words"] == 15
    assert {"chanel", "publish_at", "tags", "language", "pictures.fodler", "id", "length"} < {
        *found
    }
    assert "channel" not in found


def test_a_bad_channel_is_told_whole_with_the_line_of_each_key():
    with pytest.raises(BadInput) as refused:
        parse_channel(CHANNEL.encode(), "vault.yaml", DIRECTORY)
    assert told(str(refused.value)) == {
        "name": 1,
        "titel": 2,
        "format": 3,
        "languages": 4,
        "voice.provider": 5,
        "tags": 6,
        "template": 7,
        "pictures.look": 10,
        "title": 0,
    }


def test_nothing_is_told_twice_and_what_hangs_on_a_fault_is_no_fault_of_its_own():
    with pytest.raises(BadInput) as refused:
        parse_brief(BRIEF.encode(), "a.md", CHANNELS, NOW, DIRECTORY)
    lines = str(refused.value).splitlines()
    assert len(lines) == len(set(lines))
    assert "folder: this key is missing" not in str(refused.value)
