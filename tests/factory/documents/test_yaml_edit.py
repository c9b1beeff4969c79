"""Files that people write: a key changes, and everything else stays as they wrote it."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factory.documents.strict_yaml import read_mapping
from factory.documents.yaml_edit import with_keys
from factory.errors import BadInput

DEMO = (Path(__file__).parents[3] / "examples" / "channels" / "demo.yaml").read_text("utf-8")
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)
VALUES = st.none() | WORDS | st.lists(WORDS, max_size=3).map(tuple)
KEYS = (
    *("title", "tags", "voice.speed", "voice.model", "words.style", "music", "hook", "music.kind"),
    *("schedule.time_zone", "schedule.slots.youtube.daily", "ideas.topics"),
)


def comments(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.lstrip().startswith("#")]


@pytest.mark.parametrize(
    ("before", "key", "value", "after"),
    [
        ("a: 1  # why\n", "a", "2", "a: 2  # why\n"),
        ("a:\n# b: say\nc: 1\n", "b", "x: y", 'a:\n# b: say\nb: "x: y"\nc: 1\n'),
        ("a: 1", "b", ("x", "y, z"), 'a: 1\nb: [x, "y, z"]\n'),
        ("a:\n  b: 1\n  # c\nd: 1\n", "a.c", "2", "a:\n  b: 1\n  c: 2\n  # c\nd: 1\n"),
        ("a:\n  b: 1\nd: 1\n", "a.b", None, "d: 1\n"),
        ("a:\n  # c\n  b: 1\n  # e\nd: 1\n", "a.b", None, "# a:\n  # c\n  # e\nd: 1\n"),
        ("a:\n  b: 1\n\n# of d\nd: 1\n", "a.b", None, "\n# of d\nd: 1\n"),
        ("a: {b: 1, c: [x]}\n", "a.b", "no", "a: {b: no, c: [x]}\n"),
        ("a: |\n  one\n  two\n\n# end\n", "a", "x", "a: x\n\n# end\n"),
        ("a: x\n", "a", "one\n\ntwo", "a: |-\n  one\n\n  two\n"),
        ("a:\n- x\n- y\nb: 1\n", "a", ("z",), "a: [z]\nb: 1\n"),
        ("a: word\n", "a.b", "1", "a: {b: 1}\n"),
        ("", "a.b", "1", "a:\n  b: 1\n"),
        ("{a: 1}\n", "b", "2", "{a: 1, b: 2}\n"),
        ("", "a.b.c", ("1:00",), "a:\n  b:\n    c: [1:00]\n"),
        (
            "a:\n  b:\n    c: 1  # why\n    d: 2\n",
            "a.b.c",
            "3",
            "a:\n  b:\n    c: 3  # why\n    d: 2\n",
        ),
        ("a:\n  b:\n    c: 1\nd: 2\n", "a.b.c", None, "d: 2\n"),
        ("a:\n  b:\n    c: 1\n  e: 3\nd: 2\n", "a.b.c", None, "a:\n  e: 3\nd: 2\n"),
        ("a:\n  e: 3\nd: 2\n", "a.b.c", "1", "a:\n  e: 3\n  b:\n    c: 1\nd: 2\n"),
        ("a:\n  b: {x: [1]}\n", "a.b.c", ("2",), "a:\n  b: {x: [1], c: [2]}\n"),
        ("a: {b: {c: 1}, d: 2}\n", "a.b.c", None, "a: {d: 2}\n"),
        ("a:\n  b:\n  d: 2\n", "a.b.c", "1", "a:\n  b: {c: 1}\n  d: 2\n"),
    ],
)
def test_a_key_is_written_where_it_belongs(before: str, key: str, value: Any, after: str):
    assert with_keys(before, {key: value}, "file") == after


@settings(max_examples=30)
@given(key=st.sampled_from(KEYS), value=VALUES)
def test_whatever_is_written_is_read_back_and_no_comment_is_lost(key: str, value: Any):
    try:
        changed = with_keys(DEMO, {key: value}, "file")
    except BadInput:
        return
    found: Any = read_mapping(changed, "file")
    for name in key.split("."):
        found = (found or {}).get(name)
    assert found == (list(value) if isinstance(value, tuple) else value)
    within = {"music": comments(DEMO[DEMO.index("\nmusic:") : DEMO.index("# How its videos")])}
    lost = set(comments(DEMO)) - set(comments(changed))
    assert lost <= set(within.get(key, []))
    assert with_keys(changed, {key: value}, "file") == changed


def test_what_cannot_be_read_is_not_edited():
    with pytest.raises(BadInput, match="found an anchor"):
        with_keys("a: &x 1\n", {"b": "2"}, "file")
