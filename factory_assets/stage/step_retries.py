"""Retries of a step: how often and after which back-off, which errors get one, and how a vendor's Retry-After is obeyed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import dagster as dg

from factory.errors import (
    LONGEST_RETRY_AFTER_SECONDS,
    PermanentError,
    Postponed,
    TakenOver,
    TransientError,
)

STEP_RETRIES = dg.RetryPolicy(
    max_retries=3, delay=1, backoff=dg.Backoff.EXPONENTIAL, jitter=dg.Jitter.PLUS_MINUS
)
"""1, 2 and 4 seconds: the only retries of a step; vendors' own are off."""

WAITS_FOR = "waits_for"
"""What a step waits for, in the metadata of its failure."""


def _nothing(error: PermanentError) -> str:
    return ""


def _waiting(error: PermanentError) -> str:
    """Return that a step only waits, which Dagster has no other end for than a failure."""
    if not isinstance(error, Postponed):
        return ""
    until = f" until {error.until:%Y-%m-%d %H:%M %Z}" if error.until else ""
    return f"Nothing is wrong, it waits{until}: "


@contextmanager
def errors_for_dagster(advice: Callable[[PermanentError], str] = _nothing) -> Iterator[None]:
    """Stop retries of what cannot succeed, and leave alone whoever asked for a rest.

    The failure of a step that only waits says so in its metadata, by WAITS_FOR.

    Args:
        advice: what is said after an error.
    """
    try:
        yield
    except PermanentError as error:
        told = f"{_waiting(error)}{error}{advice(error)}"
        waits = {WAITS_FOR: error.waits_for} if isinstance(error, Postponed) else None
        raise dg.Failure(description=told, metadata=waits, allow_retries=False) from error
    except TakenOver as error:  # another try would take it back from whoever does it now
        raise dg.Failure(description=str(error), allow_retries=False) from error
    except TransientError as error:
        if error.retry_after_seconds is None:
            raise
        raise dg.RetryRequested(
            max_retries=STEP_RETRIES.max_retries,
            seconds_to_wait=min(error.retry_after_seconds, LONGEST_RETRY_AFTER_SECONDS),
        ) from error
