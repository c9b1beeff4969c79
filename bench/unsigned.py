"""Credentials that sign nothing: what a film costs without them; `bench.signing` has their cost."""

from pathlib import Path

from factory.provenance.claim import Claim
from factory.provenance.credentials import Credentials

UNCLAIMED = Claim(video_id="bench", parts=(), training=None)


class Unsigned:
    """See `factory.ports.ContentCredentials`."""

    signer = "nobody"

    def room_bytes(self, claim: Claim) -> int:
        """Return that no room is wanted."""
        return 0

    def sign(self, master: Path, claim: Claim) -> None:
        """Leave the file as it is."""

    def read(self, file: Path) -> Credentials:
        """Return that nothing is signed."""
        return Credentials(state="absent")
