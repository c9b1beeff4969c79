"""What is said of a full disk: what is free of what, bytes and files alike."""

import os
from pathlib import Path

import pytest

from resources.machine import atomic_files


def disk(free: int, files_free: int, files: int = 1000) -> os.statvfs_result:
    return os.statvfs_result(
        (4096, 4096, 250_000, free, free, files, files_free, files_free, 0, 255)
    )


@pytest.mark.parametrize(
    ("there", "said", "full"),
    [
        (disk(0, 10), "0 of 1,024,000,000 bytes free", True),
        (
            disk(100_000, 0),
            "409,600,000 of 1,024,000,000 bytes free, but 0 of 1,000 files (inodes)",
            True,
        ),
        (disk(100_000, 10), "409,600,000 of 1,024,000,000 bytes free", False),
        (disk(100_000, 0, files=0), "409,600,000 of 1,024,000,000 bytes free", False),
    ],
)
def test_a_full_disk_is_said_in_bytes_and_in_files_where_those_are_used_up(
    monkeypatch: pytest.MonkeyPatch, there: os.statvfs_result, said: str, full: bool
):
    monkeypatch.setattr(atomic_files.os, "statvfs", lambda folder: there)
    assert atomic_files.room(Path("/")) == said
    assert atomic_files.is_full(Path("/")) is full
    sentence = atomic_files.full_disk(Path("/"), "x.mp4", 5)
    assert sentence.startswith(
        f"the disk is full: could not write x.mp4 under / (5 bytes wanted, {said})"
    )
