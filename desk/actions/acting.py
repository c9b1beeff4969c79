"""Acting: under whose name what is being done is recorded, and where they do it."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from factory.reviews.decision import Place

_name: ContextVar[str | None] = ContextVar("acting", default=None)
_place: ContextVar[Place] = ContextVar("acting_at", default="terminal")


def acting() -> str:
    """Return who acts: the visitor of the desk, or the account of a terminal."""
    return _name.get() or getpass.getuser()


def making() -> str:
    """Return who makes a token or a link, of a terminal in words that no person's name can be.

    An account of a terminal may be called as somebody of the desk is, and is not them.
    """
    return f"{acting()}, at a terminal" if acting_at() == "terminal" else acting()


def acting_at() -> Place:
    """Return where they act."""
    return _place.get()


@contextmanager
def acting_as(name: str | None, place: Place) -> Iterator[None]:
    """Let somebody act until the block ends, in this task and the threads that it asks."""
    before = _name.set(name), _place.set(place)
    try:
        yield
    finally:
        _name.reset(before[0])
        _place.reset(before[1])
