"""Waiting for facts: a condition is looked at until it holds, and its absence is explained."""

import time
from collections.abc import Callable

LOOK_SECONDS = 0.05


def until(holds: Callable[[], bool], what: str, seconds: float = 120.0) -> None:
    """Return as soon as the condition holds; fail saying what never came."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise AssertionError(f"within {seconds:.0f} s there was never: {what}")
        time.sleep(LOOK_SECONDS)
