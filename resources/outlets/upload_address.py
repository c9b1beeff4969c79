"""Upload addresses: where a platform's answer says a file shall go, believed only where it leads back to the platform."""

import re
from typing import Final
from urllib.parse import urlsplit

from resources.outlets.outlet_description import OutletDescription
from resources.vendors.transport.guarded import WrongAddress

HOST: Final = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(:[0-9]{1,5})?")
"""No user before it, and nothing that two readers of addresses take for different hosts."""


def checked_upload_address(given: str, outlet: OutletDescription, asked: str) -> str:
    """Return an address to which a file, and the account's access, may be sent.

    Args:
        given: by the platform's answer, or as it was noted then; as good as a key.
        outlet: the platform.
        asked: where it is asked: its usual address, or the one that a setting names.

    Raises:
        WrongAddress: it leads neither to the host that is asked nor, by https, below the platform's own
            domain (`rupload.facebook.com` of `graph.facebook.com`); nothing was sent.
    """
    own = (urlsplit(outlet.usual_address).hostname or "").split(".", 1)[-1]
    there = urlsplit(given)
    plain = bool(HOST.fullmatch(there.netloc)) and given.isprintable()
    host = there.hostname or "" if plain else ""
    same = given.startswith("http") and _origin(given) == _origin(asked)
    of_platform = there.scheme == "https" and there.netloc.lower().endswith(f".{own}")
    if plain and (same or of_platform):
        return given
    raise WrongAddress(
        f"{outlet.name} answered that the file goes to {host[:80] or 'an address that is none'!r}; wanted "
        f"{urlsplit(asked).hostname} or a host below {own} by https. Nothing was sent there; see "
        f"{outlet.address_variable} and what stands between this machine and the platform"
    )


def _origin(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return parts.scheme, parts.netloc.lower()
