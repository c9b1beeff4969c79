"""Seen: what somebody says they looked at, as digits of hashes: of a master, and of its listing."""

import re
from typing import Final, NamedTuple, Self

from factory.errors import BadInput

PATTERN: Final = r"[0-9a-f]{8,64}(-[0-9a-f]{8,64})?"
"""`MASTER`, or `MASTER-LISTING`: the first digits of each SHA-256, at least eight."""


class Seen(NamedTuple):
    """The first digits of two hashes, in lower case."""

    master: str
    listing: str
    """Empty where only the master is named: the listing is taken as it is."""

    @classmethod
    def of(cls, said: str, video_id: str) -> Self:
        """Read what was said.

        Raises:
            BadInput: it is no such hash.
        """
        if not re.fullmatch(PATTERN, said.lower()):
            raise BadInput(
                f"--seen {said[:140]!r} is not a master's hash; wanted its first 8 to 64 hex digits, "
                f"and those of its listing behind a hyphen, as `factory show {video_id}` shows them"
            )
        master, _, listing = said.lower().partition("-")
        return cls(master, listing)

    def is_master(self, sha256: str) -> bool:
        """Whether this is the master that was seen."""
        return sha256.startswith(self.master)

    def is_listing(self, sha256: str) -> bool:
        """Whether nothing else was seen than this listing."""
        return sha256.startswith(self.listing)


def seen_digits(
    master_sha256: str | None, listing_sha256: str | None, master: int = 64, listing: int = 64
) -> str:
    """Return how somebody says that they saw these, with so many digits of each."""
    shown = (master_sha256 or "")[:master]
    return f"{shown}-{listing_sha256[:listing]}" if shown and listing_sha256 else shown
