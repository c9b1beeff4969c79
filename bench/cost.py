"""What work costs: CPU seconds, user and system, of this process and every child that has ended."""

import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager


def spent_seconds() -> float:
    """Return what has been spent so far."""
    own, children = os.times(), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.user + own.system + children.ru_utime + children.ru_stime


def own_seconds() -> float:
    """Return what this process alone has spent so far."""
    own = os.times()
    return own.user + own.system


def cpu_seconds(work: Callable[[], object]) -> float:
    """Do the work and return what it cost."""
    before = spent_seconds()
    work()
    return spent_seconds() - before


@contextmanager
def charged(bill: dict[str, float], step: str) -> Iterator[None]:
    """Add what is done meanwhile to a step of the bill."""
    before = spent_seconds()
    yield
    bill[step] = bill.get(step, 0.0) + spent_seconds() - before
