"""A brief is read in time proportional to it, whatever is in it."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from factory.brief.brief_file import parse_brief
from factory.brief.chapters import chapters_of
from factory.channel.channel import parse_channel
from factory.errors import BadInput
from factory.text.markdown import speakable
from resources.provider_register import DIRECTORY

CHANNELS = {"demo": parse_channel(b"name: demo\ntitle: D\nformat: short\n", "demo.yaml", DIRECTORY)}
SHAPES = (
    "# a\n",
    "# a\n\n",
    "a\n",
    "- a\n",
    "a\n===\n",
    "> a\n",
    "`",
    "*a ",
    "[a](",
    "<!--",
    "![",
    "<a ",
)


def allocated(read: Callable[[str], object], text: str) -> int:
    """Count the characters that are copied: lengths of all texts that lines of ours return."""
    copied = 0

    def watch(frame: object, event: str, result: object) -> None:
        nonlocal copied
        if event == "return" and isinstance(result, str):
            copied += len(result)

    sys.setprofile(watch)
    try:
        read(text)
    finally:
        sys.setprofile(None)
    return copied


@pytest.mark.parametrize("shape", SHAPES)
def test_reading_markup_copies_no_more_than_the_text_is_long(shape: str):
    small, large = (allocated(speakable, shape * n) for n in (500, 4000))
    assert large <= 9 * small + 1000


def test_headings_without_words_between_them_make_one_title_in_one_go():
    titles = chapters_of("\n\n".join(["# a"] * 50_000))
    assert titles[0].title == ": ".join(["a"] * 50_000)


def test_what_no_format_could_hold_is_refused_before_its_markup_is_read():
    words = "# a\n\n" * 400_000
    lines = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal lines
        lines += event == "call"

    sys.setprofile(count)
    try:
        with pytest.raises(BadInput, match=r"words: found \d+,..., too many; wanted: 70 to"):
            parse_brief(
                f"---\ntitle: T\n---\n{words}"[:1_999_999].encode(),
                "a.md",
                CHANNELS,
                datetime.now(UTC),
                DIRECTORY,
            )
    finally:
        sys.setprofile(None)
    assert lines < 5_000
