"""What a vendor's HTTP status means: retry, wait (429, rate limit), mend the key, or change what was asked."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from factory.errors import AnswerLost, FactoryError, NoAccess, PermanentError, TransientError
from resources.machine.credentials import hidden
from resources.vendors.vendor_description import VendorDescription

LONGEST_SAID = 300
LOST = frozenset({502, 504})
"""Said by a gateway: what became of the request behind it, it does not know."""
BUSY = frozenset({408, 409, 425, 429})


def refusal_of(
    vendor: VendorDescription,
    doing: str,
    status: int,
    said: object,
    headers: Mapping[str, str],
) -> FactoryError:
    """Return the error that an HTTP status means.

    Args:
        vendor: who answered.
        doing: for messages, after `could not`: `say 'Hello'`.
        status: the answer's status, 400 or more.
        said: what the vendor said; keys in it are hidden.
        headers: of the answer.
    """
    words = re.sub(r"\s+", " ", hidden(said))[:LONGEST_SAID]
    about = f"could not {doing}: {vendor.title} answered {status}: {words}"
    if status in (401, 403):
        return NoAccess(
            f"{about}; look at {vendor.key_variable} and the account at {vendor.key_page}"
        )
    if status == 402:
        return NoAccess(f"{about}; add credit to the account at {vendor.key_page}")
    if status in LOST:
        return AnswerLost(about)
    if status in BUSY or status >= 500:
        return TransientError(about, retry_after_seconds=retry_after_seconds(headers))
    return PermanentError(f"{about}; change what was asked for")


def unanswered(error: Exception, address: str, doing: str) -> FactoryError:
    """Return the error that a request without an answer means.

    Args:
        error: the client's, whose cause is the transport's.
        address: what was asked.
        doing: for messages, after `could not`.
    """
    import httpx2

    cause = error.__cause__
    if isinstance(cause, AnswerLost):
        return AnswerLost(f"could not {doing}: {hidden(cause)}")
    said = hidden(f"{error} ({type(cause).__name__})")
    if isinstance(cause, httpx2.ConnectError | httpx2.ConnectTimeout):
        return TransientError(f"could not {doing}: {hidden(address)} cannot be reached: {said}")
    return AnswerLost(f"could not {doing}: the request left, but no answer came: {said}")


@contextmanager
def after_payment(paid: bool = True) -> Iterator[None]:
    """Say of what goes wrong in a later request of a unit that an earlier one was charged.

    An answer that got lost stays in doubt: then the unit's whole estimate counts as spent.
    """
    try:
        yield
    except FactoryError as error:
        error.charged = error.charged or (paid and not isinstance(error, AnswerLost))
        raise


@contextmanager
def understood(doing: str) -> Iterator[None]:
    """Say of an answer without a key, with another type in its place or nested too deep that it got lost.

    Only reading stands below it: the request was served, so it may have been charged.
    """
    try:
        yield
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise AnswerLost(
            f"could not {doing}: the answer is not what was agreed on "
            f"({type(error).__name__}: {hidden(error)[:200]})"
        ) from None


def figure(usage: object, name: str) -> int | None:
    """Return a count of a vendor's usage; None where it is absent or cannot be meant."""
    found = getattr(usage, name, None)
    return found if type(found) is int and found >= 0 else None


def retry_after_seconds(headers: Mapping[str, str]) -> float | None:
    """Return how long an answer asks to be left alone (RFC 9110, 10.2.3), if it says so."""
    found = {name.lower(): value for name, value in headers.items()}
    milliseconds, said = found.get("retry-after-ms", ""), found.get("retry-after", "")
    if re.fullmatch(r"\d+(\.\d+)?", milliseconds):
        return float(milliseconds) / 1000
    if re.fullmatch(r"\d+(\.\d+)?", said):
        return float(said)
    try:
        return max(0.0, (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None
