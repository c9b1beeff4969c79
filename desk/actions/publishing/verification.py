"""Verification: what can be said of any file on this machine, without asking anybody else."""

import hashlib
import os
import stat
from pathlib import Path

from factory.errors import BadInput, PermanentError
from factory.provenance.credentials import Credentials
from factory.release.file_verification import MASTER, Decided, KnownFile, Verification, answered
from factory_assets.publishing.evidence import decision_about
from wiring.factory import Factory


def verify(factory: Factory, file: Path) -> Verification:
    """Say whether a file is ours, whether it was changed, and who approved it.

    Args:
        factory: whose records are asked.
        file: any; of a link, what it leads to.

    Raises:
        BadInput: it is no ordinary file, cannot be read, or changed meanwhile.
    """
    sha256, size = _hashed(file)
    known = factory.catalogue.known_files.with_hash(sha256)
    signed = _signed(factory, file)
    if _hashed(file) != (sha256, size):
        raise BadInput(f"could not verify {file}: it was changed meanwhile; verify it again")
    decided = _decided(factory, known, sha256) if known else None
    return Verification(
        file=str(file),
        sha256=sha256,
        bytes=size,
        answer=answered(known, signed, decided),
        known=known,
        credentials=signed,
        decided=decided,
    )


def _decided(factory: Factory, known: KnownFile, sha256: str) -> Decided | None:
    """Return the decision about the master that a file is, or that it goes with."""
    video_id = known.video_id
    if known.name != MASTER:
        newest = factory.catalogue.artifacts.artifact(video_id, "renders", MASTER)
        if newest is None:
            return None
        sha256 = newest.sha256
    channel = factory.catalogue.briefs.newest(video_id).channel
    review = decision_about(factory.catalogue.reviews, video_id, sha256, channel)
    return Decided.of(review, channel.review) if review else None


def _signed(factory: Factory, file: Path) -> Credentials:
    try:
        return factory.credentials.read(file)
    except PermanentError as error:
        raise BadInput(f"could not verify {file}: {error}") from error


def _hashed(file: Path) -> tuple[str, int]:
    """Return SHA-256 and bytes; a pipe is not waited for, and no device is read for ever."""
    try:
        with open(file, "rb", buffering=0, opener=_opened) as reader:
            return hashlib.file_digest(reader, "sha256").hexdigest(), reader.tell()
    except OSError as error:
        raise BadInput(f"could not verify {file}: {error.strerror}") from error


def _opened(path: str, flags: int) -> int:
    handle = os.open(path, flags | os.O_NONBLOCK)
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return handle
    os.close(handle)
    raise BadInput(
        f"could not verify {path}: it is no ordinary file; give the path of one, such as "
        "outbox/VIDEO/video.mp4"
    )
