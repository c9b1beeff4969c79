"""The throttle of sign-ins: how many wrong passwords there may be before a pause, and how long it is.

Three things are counted. A name from one address bears few; all names from one address more, as a
proxy or an office is one address; one name from all addresses more still, so that a stranger who
fails elsewhere does not keep the right person out. A pause is not made longer by what is tried in
it, so whoever is patient comes in.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final, Literal, NamedTuple

Counted = Literal["name at address", "address", "name"]


class Allowance(NamedTuple):
    """What is borne."""

    tries: int
    pause: timedelta


ALLOWANCES: Final[Mapping[Counted, Allowance]] = {
    "name at address": Allowance(5, timedelta(minutes=10)),
    "address": Allowance(50, timedelta(minutes=10)),
    "name": Allowance(100, timedelta(minutes=10)),
}


def counters(login: str, address: str) -> dict[Counted, str]:
    """Return under what a try is counted: hashes, as what somebody types for a name may be a password."""
    name = login.strip().casefold()
    return {
        "name at address": _hashed("both", name, address),
        "address": _hashed("address", address),
        "name": _hashed("name", name),
    }


def closed_until(kind: Counted, failures: int, last: datetime) -> datetime | None:
    """Return the end of the pause that so many failures have earned, if they have."""
    allowance = ALLOWANCES[kind]
    return last + allowance.pause if failures >= allowance.tries else None


def tries_left(failures: int) -> int:
    """Return how many more wrong passwords a name from one address has."""
    return max(0, ALLOWANCES["name at address"].tries - failures)


def _hashed(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
