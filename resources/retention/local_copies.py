"""Copies on this machine of what lies in a bucket: fetched again when they are wanted."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy import Engine

from factory.ports import Removable
from resources.database.connection import transact
from resources.storage.s3_bucket import Bucket

AT_WORK: Final = """
    SELECT EXISTS (SELECT FROM factory.stages WHERE finished_at IS NULL AND failed_at IS NULL)
"""
PARTS: Final = ("blobs/", "videos/")


@dataclass(frozen=True, slots=True)
class LocalCopies:
    """Files of this machine that the bucket holds, too. See `factory.ports.Cleaner`.

    None goes while a stage is at work, which may be reading it.
    """

    engine: Engine
    root: Path
    """Of the copies; below it they have the names that they have in the bucket."""
    unsent: Path
    """Marks of results that the bucket does not have yet."""
    bucket: Bucket

    @property
    def kind(self) -> str:
        """See `factory.ports.Cleaner.kind`."""
        return "copies"

    @property
    def about(self) -> str:
        """See `factory.ports.Cleaner.about`."""
        return "copies on this machine of files that lie in the bucket"

    def due(self, days: float) -> Removable:
        """See `factory.ports.Cleaner.due`."""
        found = [_own_bytes(path) for path in self._old(days)]
        return Removable(len(found), sum(found), len(found) if self._at_work() else 0)

    def clean(self, days: float) -> Removable:
        """See `factory.ports.Cleaner.clean`."""
        if self._at_work():
            return Removable(waiting=self.due(days).count)
        count, size = 0, 0
        for path in self._old(days):
            count, size = count + 1, size + _own_bytes(path)
            path.unlink(missing_ok=True)
        return Removable(count, size)

    def _at_work(self) -> bool:
        return bool(transact(self.engine, lambda c: c.scalar(sa.text(AT_WORK))))

    def _old(self, days: float) -> Iterator[Path]:
        before = time.time() - days * 86400
        for key in (key for part in PARTS for key in self.bucket.keys(part)):
            path = self.root / key
            if path.is_relative_to(self.root) and path.is_file():
                old = path.stat().st_mtime < before
                if old and not (self.unsent / path.name).exists():
                    yield path


def _own_bytes(path: Path) -> int:
    """Return what its removal gives back, once its other names are gone as well."""
    found = path.stat()
    return found.st_size // found.st_nlink
