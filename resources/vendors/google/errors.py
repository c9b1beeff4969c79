"""What Google said went wrong, as errors of the factory."""

from typing import Any

from factory.errors import AnswerLost, FactoryError, TransientError
from resources.machine.credentials import hidden
from resources.vendors.google.vendor import GOOGLE
from resources.vendors.http_errors import refusal_of


def refused(error: Any, doing: str) -> FactoryError:
    """Return what a refused call means; Google says of a wrong key that the request is bad."""
    headers = getattr(error.response, "headers", None) or {}
    status = int(error.code or 500)
    said = hidden(error.message)
    if status == 400 and "API key" in said:
        status = 401
    return refusal_of(GOOGLE, doing, status, said, headers)


def unreached(address: str, doing: str, error: object) -> TransientError:
    """Return the error of an address that could not be reached."""
    return TransientError(
        f"could not {doing}: {hidden(address)} cannot be reached: {hidden(error)[:200]}"
    )


def lost(doing: str, error: object) -> AnswerLost:
    """Return the error of a request that may have been served."""
    return AnswerLost(
        f"could not {doing}: the request left, but no answer came: {hidden(error)[:200]}"
    )
