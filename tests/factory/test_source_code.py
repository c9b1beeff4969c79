"""What code says is what counts: not its layout, and not who reads it."""

import pytest
from inline_snapshot import snapshot

from factory.source_code import meaning

RULES = """
from room.limits import LONGEST, Film
from room import texts
import re

def holds(film: Film) -> bool:
    \"\"\"Say whether it holds.\"\"\"
    # A film is short.
    return film.seconds <= LONGEST and not nobody(film)

def nobody(film):
    return film.voice == "nobody"
"""
LIMITS = """
LONGEST = 2 * minutes(3)
UNUSED = 7

def minutes(count):
    return count * 60

class Film:
    seconds: float
"""
CODE = {"room.rules": RULES, "room.limits": LIMITS}


def said(changes: dict[str, tuple[str, str]] | None = None, *, records: tuple[str, ...] = ()):
    """Return the meaning of the rules, some text changed in a module."""
    code = dict(CODE)
    for module, (old, new) in (changes or {}).items():
        assert old in code[module]
        code[module] = code[module].replace(old, new)
    return meaning(["room.rules"], within=("room",), records_of=records, read=code.get)


def test_functions_and_constants_are_followed_by_name_and_records_only_where_asked():
    assert [place.split(":")[1] for place in said()] == ["LONGEST", "minutes", "holds", "nobody"]
    assert said(records=("room",)) == said(), "a type that is only named as one decides nothing"
    made = {"room.rules": ("return film.seconds", "return Film().seconds")}
    assert "room.limits:Film" not in said(made)
    assert "room.limits:Film" in said(made, records=("room",))


@pytest.mark.parametrize(
    "changes",
    [
        {"room.rules": ("# A film is short.", "# Nobody watches a long film.")},
        {"room.rules": ("Say whether it holds.", "Tell.")},
        {"room.rules": ('"nobody"', "(\n        'nobody'  # silence\n    )")},
        {"room.limits": ("UNUSED = 7", "UNUSED = 8")},
        {"room.limits": ("2 * minutes", "2  *  minutes")},
    ],
    ids=["comment", "docstring", "layout", "unreached", "spaces"],
)
def test_layout_comments_and_what_is_not_reached_do_not_count(
    changes: dict[str, tuple[str, str]],
):
    assert said(changes) == said()


@pytest.mark.parametrize(
    "changes",
    [
        {"room.rules": ("<=", "<")},
        {"room.rules": ('"nobody"', '"somebody"')},
        {"room.rules": ("return film.voice", "return film.speaker")},
        {"room.limits": ("2 *", "3 *")},
        {"room.limits": ("count * 60", "count * 61")},
    ],
    ids=["operator", "text", "field", "limit", "below a limit"],
)
def test_whatever_decides_counts_however_far_away(changes: dict[str, tuple[str, str]]):
    assert said(changes) != said()


def test_a_name_is_followed_through_whoever_hands_it_on():
    code = {
        "room.rules": "from room import LONGEST\ndef holds(x):\n    return x < LONGEST\n",
        "room": "from room.limits import LONGEST\n",
        "room.limits": "LONGEST = 5\n",
    }
    found = meaning(["room.rules"], within=("room",), records_of=(), read=code.get)
    assert list(found) == ["room.limits:LONGEST", "room.rules:holds"]


def test_every_python_gives_the_same():
    text = """
def f(x: int) -> str:
    match x:
        case [1.5, *rest] if rest: return f"{x!r:>{9}} and {{}}" "more"
        case _: return b"\\x00".decode() + "\N{GREEK SMALL LETTER OMEGA}"
"""
    (digest,) = meaning(["m"], within=(), records_of=(), read={"m": text}.get).values()
    assert digest == snapshot("e82a6a92153ed519868fa16674d5a43021990c7883ffec60e50823180dd97410")
