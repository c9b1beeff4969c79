"""The files of a home that a backup holds: the store's, and the user's own."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from resources.backups.backup_folder import BackupFolder
from resources.backups.manifest import StoredFile

BACKED_UP_FOLDERS = (
    ".factory/media",
    ".factory/signing/known",  # certificates alone: by them signed masters are known again
    *("inbox", "outbox", "channels", "templates", "pictures", "clips", "music", "reports"),
)
"""The folders of a home that are put away."""
BACKED_UP_FILES = ("prices.yaml", "hooks.yaml")
"""The files beside these folders that are put away."""
UNFINISHED = ".factory/media/scratch"
"""What is being made at the moment: of no use to anybody else."""


class HomeFiles:
    """Walks a home and puts away what is new.

    Args:
        home: whose files.
        place: where they go.
    """

    def __init__(self, home: Path, place: BackupFolder) -> None:
        self._home = home
        self._place = place
        self.new_files = 0
        self.new_bytes = 0

    def put_away(self, before: Mapping[str, StoredFile]) -> Iterator[StoredFile]:
        """Yield every file once its content is in the place; one that goes meanwhile is left out.

        Args:
            before: files as they were last seen, by path: what has its length and time still is
                not read.
        """
        for path in self._paths():
            try:
                yield self._one(path, before)
            except FileNotFoundError:
                continue

    def _one(self, path: Path, before: Mapping[str, StoredFile]) -> StoredFile:
        found = path.stat()
        relative = path.relative_to(self._home).as_posix()
        known = before.get(relative)
        unchanged = known and (known.bytes, known.mtime_ns) == (found.st_size, found.st_mtime_ns)
        if known and unchanged and self._place.has(known.sha256, known.bytes):
            return known
        sha256, size, new = self._place.take(path)
        if new:
            self.new_files += 1
            self.new_bytes += size
        return StoredFile(path=relative, sha256=sha256, bytes=size, mtime_ns=found.st_mtime_ns)

    def _paths(self) -> Iterator[Path]:
        """Yield regular files; a link leads out of the home, and is not followed."""
        unfinished = self._home / UNFINISHED
        for top in BACKED_UP_FOLDERS:
            for parent, folders, names in os.walk(self._home / top):
                folder = Path(parent)
                folders[:] = sorted(name for name in folders if folder / name != unfinished)
                for name in sorted(names):
                    path = folder / name
                    if path.is_file() and not path.is_symlink():
                        yield path
        for name in BACKED_UP_FILES:
            path = self._home / name
            if path.is_file():
                yield path
