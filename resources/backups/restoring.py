"""A backup becomes a factory again, on an empty machine."""

import os
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection

from factory.errors import BadInput, PermanentError
from factory.ports import BackupReport
from resources.backups.backup_folder import DUMP, BackupFolder, damaged
from resources.backups.dump import check_version, restore
from resources.backups.empty_database import check_empty
from resources.backups.home_files import BACKED_UP_FILES, BACKED_UP_FOLDERS
from resources.backups.manifest import StoredFile
from resources.database.connection import open_database, transact
from resources.database.tenant_role import let_tenants_in_anew
from resources.machine.atomic_files import (
    copy_hashed,
    full_disk_by_name,
    rename_into_place,
    sha256_of,
)
from resources.machine.paths import INTERNALS
from resources.postgres.server_session import normalised

UNCLAIMED = sa.text(
    "UPDATE factory.launches SET claimed_at = NULL, claimed_by = NULL, owner = NULL,"
    " run_id = NULL, in_process = false WHERE ended_at IS NULL AND claimed_at IS NOT NULL"
)
"""No process of that time lives any more."""
NOTHING_LEAVES = sa.text("UPDATE factory.config SET value = 'false' WHERE key = 'distribution'")
"""What was published after the backup is not in it, and would be published once more."""


class Restoring:
    """Puts one backup back: files first, each checked by its hash, then the database in one piece.

    Interrupted, it is begun again with the same command: files that are there are left as they
    are, and the database is empty until all of it is there.

    Args:
        place: where backups lie.
        home: the empty home.
        url: of the empty database.
    """

    def __init__(self, place: BackupFolder, home: Path, url: str) -> None:
        self._place = place
        self._home = home
        self._url = url
        self._first: dict[str, Path] = {}

    def put_back(self, name: str) -> BackupReport:
        """Put a backup back.

        Raises:
            PermanentError: it is damaged, it is newer than this code, or the machine is not empty.
        """
        manifest = self._place.manifest(name)
        check_version(manifest.tables)
        engine = sa.create_engine(normalised(self._url), poolclass=sa.NullPool)
        transact(engine, check_empty)
        dump = self._place.folder(name) / DUMP
        if not dump.is_file() or sha256_of(dump) != manifest.dump_sha256:
            raise PermanentError(damaged(dump))
        new_files = new_bytes = 0
        for file in self._place.files(name):
            if self._put(file):
                new_files, new_bytes = new_files + 1, new_bytes + file.bytes
        restore(engine, dump)
        opened = open_database(self._url)  # an older backup's tables come up to date
        transact(opened, let_tenants_in_anew)
        transact(opened, _wake)
        opened.dispose()
        return BackupReport(
            name=name,
            place=str(self._place.root),
            files=manifest.files,
            bytes=manifest.bytes + manifest.dump_bytes,
            new_files=new_files,
            new_bytes=new_bytes,
            missing=manifest.missing,
        )

    def _put(self, file: StoredFile) -> bool:
        """Put one file in its place; return whether it was not there yet."""
        target = self._home / checked(file.path)
        if target.is_file() and not target.is_symlink():
            if target.stat().st_size == file.bytes and sha256_of(target) == file.sha256:
                self._first.setdefault(file.sha256, target)
                return False
            raise PermanentError(
                f"could not restore: {target} is there and is another file; wanted an empty home "
                "(FACTORY_HOME)"
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        scratch = target.with_name(f".{file.sha256[:16]}.restoring")
        scratch.unlink(missing_ok=True)
        with full_disk_by_name(self._home, file.path, file.bytes):
            self._fill(file, scratch)
        os.utime(scratch, ns=(file.mtime_ns, file.mtime_ns))
        rename_into_place(scratch, target)
        self._first.setdefault(file.sha256, target)
        return True

    def _fill(self, file: StoredFile, scratch: Path) -> None:
        """Write the content; within the store, a second name for what has one already."""
        first = self._first.get(file.sha256)
        media = self._home / INTERNALS
        if first and first.is_relative_to(media) and (self._home / file.path).is_relative_to(media):
            scratch.hardlink_to(first)
            return
        content = self._place.content(file.sha256)
        if not content.is_file() or copy_hashed(content, scratch)[0] != file.sha256:
            scratch.unlink(missing_ok=True)
            raise PermanentError(damaged(content, file.path))


def checked(path: str) -> str:
    """Return a path of a list that stays within what a backup holds.

    Raises:
        BadInput: it leads elsewhere.
    """
    parts = path.split("/")
    below = any(path.startswith(f"{top}/") for top in BACKED_UP_FOLDERS)
    inside = below or path in BACKED_UP_FILES
    if not inside or any(part in ("", ".", "..") for part in parts) or "\0" in path:
        raise BadInput(
            f"the backup names the file {path[:120]!r}; wanted one under {', '.join(BACKED_UP_FOLDERS)}; it was "
            "not written by `factory backup`"
        )
    return path


def _wake(connection: Connection) -> None:
    connection.execute(UNCLAIMED)
    connection.execute(NOTHING_LEAVES)
