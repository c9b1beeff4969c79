"""Room in an MP4: what is signed goes where the join left free space, so that nothing moves.

C2PA 2.x, A.5: a `uuid` box before the media. Free space is left out of what is signed, so that
filling it changes no signed byte.
"""

import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from factory.errors import PermanentError

C2PA_UUID = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
PURPOSE = b"\0\0\0\0" + b"manifest\0" + b"\0" * 8
"""Version and flags, what the box holds, and that no further box belongs to it."""
HEAD_BYTES = 8
BOX_BYTES = HEAD_BYTES + len(C2PA_UUID) + len(PURPOSE) + HEAD_BYTES
"""Of the box beside its content, with the head of the free space after it."""


def fill_room(file: Path, store: bytes) -> None:
    """Write a manifest store into the first free space that takes it, flushed to the disk.

    Raises:
        PermanentError: no free space before the media is large enough.
    """
    body = C2PA_UUID + PURPOSE + store
    box = struct.pack(">I4s", HEAD_BYTES + len(body), b"uuid") + body
    with file.open("r+b") as media:
        at, size = _room(media, len(box) + HEAD_BYTES, file)
        media.seek(at)
        media.write(box + struct.pack(">I4s", size - len(box), b"free"))
        media.flush()
        os.fsync(media.fileno())


def _room(media: BinaryIO, wanted: int, file: Path) -> tuple[int, int]:
    """Return where the free space begins, and how many bytes it has."""
    largest = 0
    for at, size, kind in boxes(media):
        if kind == b"mdat":
            break
        if kind == b"free":
            largest = max(largest, size)
            if size >= wanted:
                return at, size
    raise PermanentError(
        f"could not sign {file.name}: {wanted:,} bytes of free space are wanted before its media, "
        f"{largest:,} are there; render it again"
    )


def boxes(media: BinaryIO) -> Iterator[tuple[int, int, bytes]]:
    """Yield where each box of the file begins, its bytes and its kind (ISO 14496-12, 4.2)."""
    at = 0
    while True:
        media.seek(at)
        head = media.read(16)
        if len(head) < HEAD_BYTES:
            return
        size, kind = struct.unpack(">I4s", head[:HEAD_BYTES])
        if size == 1 and len(head) == 16:
            size = struct.unpack(">Q", head[HEAD_BYTES:])[0]
        if size < HEAD_BYTES:
            return
        yield at, size, kind
        at += size
