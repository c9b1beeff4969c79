"""Files that are either whole and on the disk, or not there: scratch name, fsync, rename."""

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from factory.errors import DiskFull

CHUNK_BYTES = 1 << 20
FULL = {errno.ENOSPC, errno.EDQUOT}
LEAST_BYTES = 20_000_000
"""One segment of Postgres's write-ahead log, and a little."""
FULL_WORDS = os.strerror(errno.ENOSPC)
"""How a program that we started says the same on its stderr."""


@contextmanager
def full_disk_by_name(folder: Path, what: str, wanted_bytes: int | None = None) -> Iterator[None]:
    """Turn a full disk into a DiskFull that says how much was wanted and how much is free."""
    try:
        yield
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise DiskFull(full_disk(folder, what, wanted_bytes)) from error


def full_disk(folder: Path, what: str, wanted_bytes: int | None = None) -> str:
    """Return the sentence about a disk that cannot take `what`."""
    wanted = f"{wanted_bytes:,} bytes wanted, " if wanted_bytes is not None else ""
    return (
        f"the disk is full: could not write {what} under {folder} ({wanted}{room(folder)}). Free "
        "some space there, or set FACTORY_HOME to a folder on a larger disk; then ask again, and "
        "what is finished is not made again"
    )


def room(folder: Path) -> str:
    """Return what is free of what where the folder lies: bytes, and files where none may be added."""
    disk = os.statvfs(folder)
    free = f"{disk.f_bavail * disk.f_frsize:,} of {disk.f_blocks * disk.f_frsize:,} bytes free"
    if disk.f_files and not disk.f_favail:
        return f"{free}, but 0 of {disk.f_files:,} files (inodes)"
    return free


def is_full(folder: Path) -> bool:
    """Whether hardly a byte, or no file at all, can be added where the folder lies."""
    disk = os.statvfs(folder)
    return disk.f_bavail * disk.f_frsize < LEAST_BYTES or (disk.f_files > 0 and not disk.f_favail)


def copy_hashed(source: Path, target: Path) -> tuple[str, int]:
    """Copy in one pass, flushed to the disk; return (sha256, bytes)."""
    digest, count = hashlib.sha256(), 0
    with source.open("rb") as reader, target.open("xb") as writer:
        while chunk := reader.read(CHUNK_BYTES):
            writer.write(chunk)
            digest.update(chunk)
            count += len(chunk)
        writer.flush()
        os.fsync(writer.fileno())
    return digest.hexdigest(), count


def sha256_of(path: Path) -> str:
    """Return the hash of a file as hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def flush_hashed(path: Path) -> tuple[str, int]:
    """Flush what somebody else wrote to the disk; return (sha256, bytes)."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return digest, file.tell()


def rename_into_place(source: Path, target: Path) -> None:
    """Rename on the same disk, and flush the folder, so that the name survives a power cut."""
    source.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
