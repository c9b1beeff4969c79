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


BRACES = "a: {\n  b: 1,  # one\n  # two\n  c: [x],\n  d: {e: 1}  # three\n}\n"
LIST = "a:\n  - x  # of x\n  # of y\n  - y\n  - z\nb: 1\n"
BRACKETS = "a: [\n  x,  # of x\n  # of y\n  y,\n  z\n]\n"


@pytest.mark.parametrize(
    ("before", "key", "value", "after"),
    [
        (BRACES, "a.b", "2", BRACES.replace("1,  #", "2,  #")),
        (BRACES, "a.c", ("x", "y"), BRACES.replace("[x]", "[x, y]")),
        (BRACES, "a.d.e", "2", BRACES.replace("{e: 1}", "{e: 2}")),
        (BRACES, "a.f.g", "2", BRACES.replace("{e: 1}", "{e: 1}, f: {g: 2}")),
        (BRACES, "a.b", None, BRACES.replace("b: 1,", "")),
        (BRACES, "a.d.e", None, BRACES.replace("d: {e: 1}", "")),
        ("a: {  # why\n  b: {c: 1, d: 2}}\n", "a.b.c", None, "a: {  # why\n  b: {d: 2}}\n"),
        (LIST, "a", ("x", "y", "z", "v: w"), LIST.replace("- z\n", '- z\n  - "v: w"\n')),
        (LIST, "a", ("w", "x", "y", "z"), LIST.replace("  - x", "  - w\n  - x")),
        (LIST, "a", ("x", "n", "z"), LIST.replace("- y", "- n")),
        (LIST, "a", ("x", "y"), LIST.replace("  - z\n", "")),
        (LIST, "a", ("y", "z"), LIST.replace("- x", "# - x")),
        (LIST, "a", ("v", "w"), LIST.replace("- x", "- v").replace("- y", "- w")[:-11] + "b: 1\n"),
        ("a:\n- x\n- y  # of y", "a", ("x", "y", "z"), "a:\n- x\n- y  # of y\n- z\n"),
        (BRACKETS, "a", ("x", "y", "z", "w"), BRACKETS.replace("  z", "  z, w")),
        (BRACKETS, "a", ("w", "x", "y", "z"), BRACKETS.replace("[\n", "[w, \n")),
        (BRACKETS, "a", ("y", "z"), BRACKETS.replace("  x,", "  ")),
        (BRACKETS, "a", ("x, y", "y", "z"), BRACKETS.replace("  x,", '  "x, y",')),
        (LIST, "a", None, "# a:\n#   - x  # of x\n#   # of y\n#   - y\n#   - z\nb: 1\n"),
        ("a: 1  # why\nb: 2\n", "a", None, "# a: 1  # why\nb: 2\n"),
        ("a: |  # why\n  x # y\nb: 2\n", "a", "z", "a: z  # why\nb: 2\n"),
        ("a: |  # why\n  x\nb: 2\n", "a", "y\nz", "a: |-  # why\n  y\n  z\nb: 2\n"),
    ],
)
def test_comments_in_lists_and_braces_stay(before: str, key: str, value: Any, after: str):
    assert with_keys(before, {key: value}, "file") == after


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        (LIST, "a", "x"),
        ("a:\n  b: 1  # why\n  c: 2\n", "a", "x"),
        ("a: {  # why\n  b: [x]}\n", "a", "x"),
    ],
)
def test_an_edit_that_would_lose_a_comment_is_refused(text: str, key: str, value: Any):
    with pytest.raises(BadInput, match=r"its comment '# \w+( x)?' would go; change it in the file"):
        with_keys(text, {key: value}, "file")


def test_what_cannot_be_read_is_not_edited():
    with pytest.raises(BadInput, match="found an anchor"):
        with_keys("a: &x 1\n", {"b": "2"}, "file")
