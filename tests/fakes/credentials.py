"""Credentials without C2PA: what was signed is known by its bytes."""

import hashlib
from pathlib import Path

from factory.provenance.claim import Claim
from factory.provenance.credentials import Credentials
from tests.fakes.manifests import VIDEO_ID

SIGNED = Credentials(state="whole", ours=True, signer="masters of this factory", video_id=VIDEO_ID)


class FakeCredentials:
    """See `factory.ports.ContentCredentials`: signs nothing into a file, and remembers its bytes."""

    signer = "the fake"

    def __init__(self) -> None:
        self._signed: dict[str, str] = {}

    def room_bytes(self, claim: Claim) -> int:
        return 0

    def sign(self, master: Path, claim: Claim) -> None:
        self.signed(master, claim.video_id)

    def signed(self, master: Path, video_id: str) -> None:
        """Count a file as signed."""
        self._signed[_hash(master)] = video_id

    def read(self, file: Path) -> Credentials:
        video_id = self._signed.get(_hash(file))
        if video_id is None:
            return Credentials(state="altered", faults=("assertion.bmffHash.mismatch",))
        return SIGNED.model_copy(update={"video_id": video_id})


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
