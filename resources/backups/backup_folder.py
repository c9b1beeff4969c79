"""The folder of backups: contents by their hash, shared by all; a folder for each backup.

    files/AA/SHA256              the content of a file
    backups/NAME/database.dump   by pg_dump, custom format
    backups/NAME/files.jsonl     a line for each file: path, hash, bytes
    backups/NAME/backup.json     the manifest, with the hashes of the other two

A content is written under a scratch name, flushed and renamed; a backup is a folder that is renamed
when all of it is on the disk. So whatever interrupts this, a backup is whole or not there, and what
was copied before is not copied again.
"""

import fcntl
import hashlib
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from factory.errors import PermanentError
from resources.backups.manifest import BackupManifest, StoredFile
from resources.machine.atomic_files import (
    copy_hashed,
    full_disk_by_name,
    rename_into_place,
)
from resources.machine.private_files import private_folder

NAME = re.compile(r"\d{8}T\d{6}Z")
MANIFEST, FILES, DUMP = "backup.json", "files.jsonl", "database.dump"
PARTIAL = ".partial"


class BackupFolder:
    """A folder that holds backups, perhaps on another disk; only this user can read them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._files = root / "files"
        self._backups = root / "backups"

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Be the only one who changes it; what an interrupted backup left is swept first.

        Raises:
            PermanentError: it cannot be written, or somebody else is at it.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            for folder in (self._files, self._backups):
                private_folder(folder)
            lock = (self.root / "lock").open("ab")
        except OSError as error:
            raise PermanentError(
                f"could not use {self.root} for backups: {error}; wanted a folder that this user "
                "can write, on another disk than the factory's"
            ) from error
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise PermanentError(
                    f"another backup is being made in {self.root}; wait for its end"
                ) from error
            for left in (*self._backups.glob(f"*{PARTIAL}"), *self._files.glob(f"*/*{PARTIAL}")):
                shutil.rmtree(left) if left.is_dir() else left.unlink()
            yield

    def names(self) -> list[str]:
        """Return the backups there are, oldest first."""
        if not self._backups.is_dir():
            return []
        found = (path for path in self._backups.iterdir() if NAME.fullmatch(path.name))
        return sorted(path.name for path in found if (path / MANIFEST).is_file())

    def newest(self) -> str:
        """Return the newest backup.

        Raises:
            PermanentError: there is none.
        """
        names = self.names()
        if not names:
            raise PermanentError(
                f"there is no backup in {self.root}; wanted a folder that `factory backup --to` "
                "has written"
            )
        return names[-1]

    def folder(self, name: str) -> Path:
        """Return the folder of one backup."""
        return self._backups / name

    def manifest(self, name: str) -> BackupManifest:
        """Return what a backup says of itself.

        Raises:
            PermanentError: there is no such backup.
        """
        path = self._backups / name / MANIFEST
        if not NAME.fullmatch(name) or not path.is_file():
            there = ", ".join(self.names()) or "none"
            raise PermanentError(f"no backup {name[:40]!r} in {self.root}; there are: {there}")
        return BackupManifest.from_json(path.read_bytes())

    def files(self, name: str) -> list[StoredFile]:
        """Return the files of a backup.

        Raises:
            PermanentError: the list is not the one that the backup was made with.
        """
        manifest = self.manifest(name)
        data = (self._backups / name / FILES).read_bytes()
        if hashlib.sha256(data).hexdigest() != manifest.list_sha256:
            raise PermanentError(damaged(self._backups / name / FILES))
        return [StoredFile.from_json(line) for line in data.splitlines()]

    def content(self, sha256: str) -> Path:
        """Return where the content of a hash lies, or would."""
        return self._files / sha256[:2] / sha256

    def has(self, sha256: str, size: int) -> bool:
        """Whether a content is there in its whole length."""
        path = self.content(sha256)
        return path.is_file() and path.stat().st_size == size

    def take(self, source: Path) -> tuple[str, int, bool]:
        """Copy a file's content; return (hash, bytes, whether it is new here)."""
        scratch = self._files / "00" / f"{os.getpid()}{PARTIAL}"
        scratch.parent.mkdir(parents=True, exist_ok=True)
        scratch.unlink(missing_ok=True)
        with full_disk_by_name(self.root, str(source), source.stat().st_size):
            sha256, size = copy_hashed(source, scratch)
            if self.has(sha256, size):
                scratch.unlink()
                return sha256, size, False
            target = self.content(sha256)
            target.parent.mkdir(exist_ok=True)
            rename_into_place(scratch, target)
        return sha256, size, True

    def new_name(self, now: datetime) -> str:
        """Return a name that no backup has: the second, or the next one that is free."""
        while (name := f"{now:%Y%m%dT%H%M%SZ}") in self.names():
            now += timedelta(seconds=1)
        return name

    @contextmanager
    def begun(self, name: str) -> Iterator[Path]:
        """Yield the folder of a new backup; it gets its name when the block has ended well."""
        scratch = private_folder(self._backups / f"{name}{PARTIAL}")
        yield scratch
        rename_into_place(scratch, self._backups / name)

    def forget_but(self, keep: int) -> Sequence[str]:
        """Remove all but the newest backups, and contents that none of those holds."""
        old = self.names()[:-keep]
        for name in old:
            shutil.rmtree(self._backups / name)
        if old:
            held = {file.sha256 for name in self.names() for file in self.files(name)}
            for path in self._files.glob("*/*"):
                if path.name not in held:
                    path.unlink()
        return old


def damaged(path: Path, of: str = "") -> str:
    """Return the sentence about a file of a backup that is not what it was."""
    whose = f", the content of {of}," if of else ""
    return (
        f"the backup is damaged: {path}{whose} is missing or has changed. Use an earlier backup "
        "(`--name`); or remove that file and run `factory backup` again, if its original is there"
    )
