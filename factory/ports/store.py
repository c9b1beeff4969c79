"""The store: files, kept per video."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from factory.records import FileRef


class Store(Protocol):
    """Files, kept per video; every name is relative to the video's folder, with `/` between."""

    def write(self, video_id: str, name: str, data: bytes) -> FileRef:
        """Write atomically (scratch name, fsync, rename) and return the file's reference."""
        ...

    def keep(self, video_id: str, name: str, source: Path) -> FileRef:
        """Copy a local file in, atomically."""
        ...

    def read(self, video_id: str, name: str) -> bytes:
        """Return the bytes; raise PermanentError naming the file if it is absent."""
        ...

    def local(self, video_id: str, name: str) -> Path:
        """Return a readable local path of the file; never write to it."""
        ...

    def url(self, video_id: str, name: str) -> str:
        """Return where a person finds the file."""
        ...

    def keep_blob(self, source: Path, suffix: str) -> tuple[str, int]:
        """Move a finished scratch file among the shared results; return (sha256, bytes)."""
        ...

    def blob(self, sha256: str, suffix: str) -> Path | None:
        """Return a local path whose content has this hash (verified), or None."""
        ...

    def scratch(self) -> AbstractContextManager[Path]:
        """Yield an empty folder on the store's own disk, removed afterwards."""
        ...

    def free_bytes(self) -> int:
        """Return how much room is left for whatever is written next."""
        ...
