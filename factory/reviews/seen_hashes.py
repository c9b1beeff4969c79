"""Seen hashes: what somebody says they looked at, as digits of hashes: of a master, and of its listing."""

import base64
import hashlib
import re
from typing import Final, NamedTuple, Self

from factory.errors import BadInput

PATTERN: Final = r"[0-9a-f]{16,64}(-[0-9a-f]{16,64})?"
"""`MASTER-LISTING`, or `MASTER` where there is no listing: the first digits of each SHA-256, at least 16."""


class Seen(NamedTuple):
    """The first digits of two hashes, in lower case."""

    master: str
    listing: str
    """Empty where the master alone is named: enough only where it has no listing."""

    @classmethod
    def of(cls, said: str, video_id: str) -> Self:
        """Read what was said.

        Raises:
            BadInput: it is no such hash.
        """
        if not re.fullmatch(PATTERN, said.lower()):
            raise BadInput(
                f"--seen {said[:140]!r} names no master and listing; wanted MASTER-LISTING, the first 16 to "
                f"64 hex digits of each SHA-256, as `factory show {video_id}` shows them"
            )
        master, _, listing = said.lower().partition("-")
        return cls(master, listing)

    def is_master(self, sha256: str) -> bool:
        """Whether this is the master that was seen."""
        return sha256.startswith(self.master)

    def is_listing(self, sha256: str) -> bool:
        """Whether this is the listing that was seen; empty: there is none, and none was seen."""
        return bool(self.listing) == bool(sha256) and sha256.startswith(self.listing)

    def another_listing(self, video_id: str) -> str:
        """Say why nothing is decided about a master whose listing is not the one that was seen."""
        if self.listing:
            found = "the listing changed since it was shown"
        else:
            found = "`seen` names the master alone, and a decision is about its listing, too"
        return (
            f"{video_id}: {found}; nothing was decided. Look at its title, description and thumbnail as "
            "they are now"
        )


BUTTON_BYTES: Final = 24
"""Of a hash, where 32 characters are all there is: 2^96 attempts before two of anything share them."""


def seen_on_button(master_sha256: str, listing_sha256: str) -> str:
    """Return what a button carries of the master and the listing it was shown with: 32 characters of both."""
    return on_button(
        hashlib.sha256(seen_digits(master_sha256, listing_sha256).encode()).hexdigest()
    )


def on_button(sha256: str) -> str:
    """Return what a button carries of a hash: 32 characters."""
    return base64.urlsafe_b64encode(bytes.fromhex(sha256)[:BUTTON_BYTES]).decode()


def seen_digits(
    master_sha256: str | None, listing_sha256: str | None, master: int = 64, listing: int = 64
) -> str:
    """Return how somebody says that they saw these, with so many digits of each."""
    shown = (master_sha256 or "")[:master]
    return f"{shown}-{listing_sha256[:listing]}" if shown and listing_sha256 else shown
