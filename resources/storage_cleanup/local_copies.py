"""Copies on this machine of what lies in a bucket, fetched again when they are wanted, or lay there once."""

import os
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from factory.ports import Removable
from resources.database.connection import transact
from resources.storage.s3_bucket import Bucket

AT_WORK: Final = """
    SELECT EXISTS (SELECT FROM factory.stages WHERE finished_at IS NULL AND failed_at IS NULL)
"""
NO_STAGE_BEGINS: Final = "LOCK TABLE factory.stages IN SHARE MODE"
"""Until the transaction ends; a stage is on the books before it looks for any file."""

PARTS: Final = ("blobs/", "tenants/")

PLACES: Final = """
    SELECT video_id, CASE WHEN deleted_at IS NULL THEN media_tenant END AS media_tenant
    FROM factory.videos WHERE video_id = ANY(:videos)
"""
REMOVED: Final = """
    SELECT r.name, CASE WHEN t.tenant IS NULL THEN 'infinity' ELSE extract(epoch FROM r.removed_at) END AS until
    FROM factory.removed_tenants r LEFT JOIN factory.tenants t ON t.tenant = r.name
    WHERE r.name = ANY(:tenants)
"""
"""Until when what came of a tenant is not wanted any more, in seconds: of one that is there again, or whose published
videos were kept, until its removal."""
CLEANED: Final = """
    SELECT DISTINCT sha256 FROM factory.work w WHERE sha256 = ANY(:hashes) AND cleaned_at IS NOT NULL
    AND NOT EXISTS (
        SELECT FROM factory.work other WHERE other.sha256 = w.sha256
        AND other.cleaned_at IS NULL AND other.done_at IS NOT NULL
    ) AND NOT EXISTS (SELECT FROM factory.artifacts a WHERE a.sha256 = w.sha256)
"""
"""Results whose file was removed from the store, and which nothing else has."""


@dataclass(frozen=True, slots=True)
class LocalCopies:
    """Files of this machine that the bucket holds, too, or held. See `factory.ports.Cleaner`.

    Another machine that lays a video's files below another tenant's prefix, or deletes a video or a tenant, cannot
    reach the copies that lie here: they go, too; so do results that it removed. None goes while a stage is at work, which may be reading it.
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
        found = [_own_bytes(path) for path in self._all() if self._old(path, days)]
        at_work = transact(self.engine, lambda c: c.scalar(sa.text(AT_WORK)))
        return Removable(len(found), sum(found), len(found) if at_work else 0)

    def clean(self, days: float) -> Removable:
        """See `factory.ports.Cleaner.clean`."""
        # Which takes a while: before anything is held.
        copies = [path for path in self._all() if self._old(path, days)]

        def remove(connection: Connection) -> Removable:
            connection.execute(sa.text(NO_STAGE_BEGINS))
            old = [path for path in copies if self._old(path, days)]
            if connection.scalar(sa.text(AT_WORK)):
                return Removable(waiting=len(old))
            size = 0
            for path in old:
                size += _own_bytes(path)
                path.unlink(missing_ok=True)
            return Removable(len(old), size)

        return transact(self.engine, remove)

    def _all(self) -> set[Path]:
        return {*self._copies(), *self._left_behind()}

    def _left_behind(self) -> Iterator[Path]:
        """Yield files of videos and results that lie below another prefix now, or nowhere any more.

        What this database knows nothing of stays: perhaps the files were never sent, perhaps the home lay at
        another database when they were made. What links lead to is none of these.
        """
        folders = {(f.parts[-3], f.name): f for f in self._folders()}
        videos = {"videos": [video_id for _, video_id in folders]}
        tenants = {"tenants": [tenant for tenant, _ in folders]}
        rows = transact(self.engine, lambda c: c.execute(sa.text(PLACES), videos).all())
        place = {row.video_id: row.media_tenant for row in rows}
        rows = transact(self.engine, lambda c: c.execute(sa.text(REMOVED), tenants).all())
        until = {row.name: float(row.until) for row in rows}
        for (tenant, video_id), folder in folders.items():
            moved = place.get(video_id, tenant) != tenant
            # Nothing that the books still know goes with its tenant: of published videos they do.
            newest = 0.0 if video_id in place else until.get(tenant, 0.0)
            for path in _files_in(folder) if moved or newest else ():
                found = _found(path)
                if found and (moved or found.st_mtime <= newest):
                    yield path
        yield from self._cleaned_results()

    def _cleaned_results(self) -> Iterator[Path]:
        """Yield results that another machine has removed from the bucket."""
        blobs = self.root / "blobs"
        paths = [path for folder in _folders_in(blobs) for path in _inside(folder)]
        hashes = {"hashes": list({path.name.partition(".")[0] for path in paths})}
        found = transact(self.engine, lambda c: c.scalars(sa.text(CLEANED), hashes).all())
        gone = set(found)
        yield from (path for path in paths if path.name.partition(".")[0] in gone)

    def _folders(self) -> Iterator[Path]:
        """Yield those of videos, of every tenant."""
        for tenant in _folders_in(self.root / "tenants"):
            yield from _folders_in(tenant / "videos")

    def _copies(self) -> Iterator[Path]:
        for part in PARTS:
            for key in self.bucket.keys(part):
                path = self.root / key
                # Others may write to the bucket: a key is no reason to leave the folder.
                if path.is_relative_to(self.root) and ".." not in path.parts:
                    yield path

    def _old(self, path: Path, days: float) -> bool:
        """Whether it is here, behind no link, was not changed for so long, and has been sent."""
        found = _found(path)
        return (
            found is not None
            and stat.S_ISREG(found.st_mode)
            and found.st_mtime < time.time() - days * 86400
            and not (self.unsent / path.name).exists()
            and path.resolve().is_relative_to(self.root.resolve())
        )


def _folders_in(folder: Path) -> list[Path]:
    """Return the folders in a folder that are no links; none where it is one itself, or is not there."""
    if folder.is_symlink() or not folder.is_dir():
        return []
    return [path for path in _inside(folder) if path.is_dir() and not path.is_symlink()]


def _inside(folder: Path) -> list[Path]:
    """Return what lies in a folder; nothing where it is gone by now."""
    try:
        return list(folder.iterdir())
    except FileNotFoundError:
        return []


def _found(path: Path) -> os.stat_result | None:
    """Return what lies here, be it a link; None where it is gone by now: others remove files, too."""
    try:
        return path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _files_in(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder, behind no linked folder."""
    for below, _, names in os.walk(folder):
        yield from (Path(below, name) for name in names)


def _own_bytes(path: Path) -> int:
    """Return what its removal gives back, once its other names are gone as well."""
    found = _found(path)
    return found.st_size // found.st_nlink if found else 0
