"""Fences: who does something alone writes only for as long as nobody else has taken it over.

A process that was away for long, halted or cut off from the database, may be succeeded while it is still at
work. Once it is back, it finds out at its next question: whatever it would write, buy or publish is refused.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from sqlalchemy import Connection, Select

from factory.errors import TakenOver
from resources.database.confinement import unconfined


@dataclass(eq=False, slots=True)
class Fence:
    """What must hold in each transaction of a task."""

    question: Select[tuple[bool]]
    """Finds a row for as long as it does."""
    words: str
    """Of the error where it does not."""
    stands: bool = True
    """Whether it is asked still; a task that outlives what it did alone is not held back by it."""


_fences: ContextVar[tuple[Fence, ...]] = ContextVar("fences", default=())


def put_up(fence: Fence) -> None:
    """Let a fence stand around this task, and the threads that it asks, until `take_down`."""
    _fences.set((*(one for one in _fences.get() if one.stands), fence))


def take_down(fence: Fence) -> None:
    """End a fence, whichever task asks for it."""
    fence.stands = False


@contextmanager
def fenced(fence: Fence) -> Iterator[None]:
    """Let a fence stand until the block ends."""
    put_up(fence)
    try:
        yield
    finally:
        take_down(fence)


@contextmanager
def unfenced() -> Iterator[None]:
    """Let this task write what it must, whoever has taken over: what was paid is told by who paid it.

    For what has a token of its own that no other may have by then, and for what a vendor or a platform has given
    and nobody could ask for again.
    """
    before = _fences.set(())
    try:
        yield
    finally:
        _fences.reset(before)


def check_fences(connection: Connection) -> None:
    """Return only if everything that this task does alone is still its own.

    Asked where a transaction begins and before it ends, since it may have waited for others in between. Whose lock
    it is stands in a table that no tenant's people may read: the factory itself asks, whoever is served.

    Raises:
        TakenOver: another process does it by now.
    """
    standing = [fence for fence in _fences.get() if fence.stands]
    if not standing:
        return
    with unconfined(connection):
        for fence in standing:
            if connection.scalar(fence.question) is None:
                raise TakenOver(fence.words)
