"""Acting: under whose name what is being done is recorded."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_name: ContextVar[str | None] = ContextVar("acting", default=None)


def acting() -> str:
    """Return who acts: the visitor of the desk, or the account of a terminal."""
    return _name.get() or getpass.getuser()


@contextmanager
def acting_as(name: str | None) -> Iterator[None]:
    """Let somebody act until the block ends, in this task and the threads that it asks."""
    before = _name.set(name)
    try:
        yield
    finally:
        _name.reset(before)
