"""Chunks: how a file is cut for TikTok, and sent in order; the last one is what publishes it.

Protocol: developers.tiktok.com/doc/content-posting-api-media-transfer-guide.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from factory.errors import PermanentError, TransientError
from resources.machine.credentials import address_of
from resources.outlets.json_http import UPLOAD_SECONDS, JsonDoor
from resources.outlets.tiktok.outlet_description import TIKTOK
from resources.outlets.upload_address import checked_upload_address

CHUNK_BYTES: Final = 5 << 20
"""The smallest that TikTok takes (5 to 64 MB), so that the last one, which is sent while decisions
about the video wait, is short: it takes the rest, below twice as much."""
MOST_BYTES: Final = 4 << 30
GONE: Final = frozenset({403, 404})
"""The address of an upload is over, after an hour, or unknown."""
DOOR = JsonDoor("TikTok")


class UploadGone(Exception):
    """TikTok no longer knows the address of an upload."""


class OutOfStep(Exception):
    """TikTok has another part of the file than was thought; it says which when it is asked."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """One piece of a file."""

    first: int
    bytes: int


@dataclass(frozen=True, slots=True)
class CutFile:
    """A file and the pieces that it goes in."""

    path: Path
    size: int

    @classmethod
    def of(cls, path: Path) -> "CutFile":
        """Return a file as it lies there now.

        Raises:
            PermanentError: TikTok takes none of this size.
        """
        size = path.stat().st_size
        if not 0 < size <= MOST_BYTES:
            raise PermanentError(
                f"{path.name} has {size:,} bytes; TikTok takes 1 to {MOST_BYTES:,}"
            )
        return cls(path, size)

    @property
    def source(self) -> dict[str, object]:
        """How TikTok is told of it."""
        return {
            "source": "FILE_UPLOAD",
            "video_size": self.size,
            "chunk_size": min(CHUNK_BYTES, self.size),
            "total_chunk_count": len(self.chunks),
        }

    @property
    def chunks(self) -> list[Chunk]:
        """Every piece, in order: as many as fit, the rest joined to the last."""
        count = max(1, self.size // CHUNK_BYTES)
        starts = [n * CHUNK_BYTES for n in range(count)]
        ends = [*starts[1:], self.size]
        return [Chunk(first, end - first) for first, end in zip(starts, ends, strict=True)]

    @property
    def last(self) -> Chunk:
        """The piece with which the file is whole."""
        return self.chunks[-1]

    def before_last(self, held: int) -> Iterator[Chunk]:
        """Yield the pieces that TikTok has not yet, without the last.

        Args:
            held: how many bytes it has.
        """
        yield from (chunk for chunk in self.chunks[:-1] if chunk.first >= held)

    def read(self, chunk: Chunk) -> bytes:
        """Return a piece of the file."""
        with self.path.open("rb") as file:
            file.seek(chunk.first)
            return file.read(chunk.bytes)

    @property
    def last_sha256(self) -> str:
        """What the last piece hashes to."""
        return hashlib.sha256(self.read(self.last)).hexdigest()


def send_chunk(address: str, file: CutFile, chunk: Chunk, data: bytes) -> None:
    """Send one piece of a file.

    Args:
        address: of the upload; as good as a key.
        file: what it is a piece of.
        chunk: which piece.
        data: its bytes.

    Raises:
        WrongAddress: the address leads away from TikTok.
        UploadGone: the address is over.
        OutOfStep: TikTok wants another piece.
        TransientError: no answer, or a fault of theirs.
    """
    checked_upload_address(address, TIKTOK, address_of(TIKTOK))
    end = chunk.first + chunk.bytes - 1
    headers = {
        "content-type": "video/mp4",
        "content-range": f"bytes {chunk.first}-{end}/{file.size}",
    }
    doing = f"send bytes {chunk.first:,} to {end:,} of {file.path.name}"
    answer = DOOR.send(doing, "PUT", address, content=data, headers=headers, seconds=UPLOAD_SECONDS)
    if answer.status in GONE:
        raise UploadGone
    if answer.status == 416:
        raise OutOfStep
    if answer.status not in (200, 201, 206):
        raise TransientError(f"could not {doing}: TikTok answered {answer.status}")
