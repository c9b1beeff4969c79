"""Provenance: masters are signed with what they are made of, and read back."""

from pathlib import Path
from typing import Protocol

from factory.provenance.claim import Claim
from factory.provenance.credentials import Credentials


class ContentCredentials(Protocol):
    """Signs files, and reads what is signed in them (C2PA)."""

    @property
    def signer(self) -> str:
        """Who signs, as a hash: part of a master's recipe, the same under a renewed certificate."""
        ...

    def sign(self, master: Path, claim: Claim) -> None:
        """Sign a file where it lies, in the room that was left in it; not a byte else is changed.

        Args:
            master: an MP4 file with room for `room_bytes`.
            claim: what it says of itself.

        Raises:
            PermanentError: key or certificate cannot be used, or the file cannot be signed.
        """
        ...

    def room_bytes(self, claim: Claim) -> int:
        """Return how much room has to be left in a file for what is signed in it, at most."""
        ...

    def read(self, file: Path) -> Credentials:
        """Say what is signed in a file, and whether all of it still holds; any file will do.

        Raises:
            PermanentError: the file cannot be opened.
        """
        ...
