"""Address keys: what of an address lets somebody in: user, password, and tokens in its path and query."""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote, urlsplit

SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]{1,15})://")
HOST: Final = re.compile(r"localhost|([a-z0-9-]+\.)+[a-z0-9-]+|\[[0-9a-f:.]+\]")
"""Hosts that are no token: some services want a token in that place, and none of theirs is written so."""
BETWEEN: Final = re.compile(r"[/?&=#:@,;\s]+")


def password_of(address: str) -> Iterator[str]:
    """Yield the password of `scheme://user:password@host`, as it stands and as it is meant."""
    try:
        password = urlsplit(address).password or ""
    except ValueError:
        return
    yield from _both(password)


def keys_of(addresses: str) -> Iterator[str]:
    """Yield all that may be a key in addresses with blanks between them, such as Apprise reads.

    Which part of an address is a key, every service says otherwise: whatever is no scheme and no host is
    taken for one, and in an address that has no scheme everything is.
    """
    for address in addresses.split():
        yield from _both(address)
        scheme = SCHEME.match(address)
        parts = BETWEEN.split(address[scheme.end() :] if scheme else address)
        host = _host(address[scheme.end() :]) if scheme else ""
        for part in parts:
            if part != host:
                yield from _both(part)


def _host(rest: str) -> str:
    """Return the host of what follows a scheme; empty where a token may stand there."""
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0].rpartition("@")[2]
    found = HOST.match(authority)
    return found[0] if found and authority[found.end() :][:1] in ("", ":") else ""


def _both(part: str) -> Iterator[str]:
    """Yield a part as it stands and without its percent signs."""
    yield from {part, unquote(part)} - {""}
