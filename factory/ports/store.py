"""The store: files of every video, results shared by their hash, and room to work in."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from factory.records import FileRef


class VideoFiles(Protocol):
    """Files, kept per video; every name is relative to the video's folder, with `/` between."""

    def write(self, video_id: str, name: str, data: bytes) -> FileRef:
        """Write atomically (scratch name, fsync, rename) and return the file's reference."""
        ...

    def keep(self, video_id: str, name: str, source: Path) -> FileRef:
        """Copy a local file in, atomically."""
        ...

    def local(self, video_id: str, name: str) -> Path:
        """Return a readable local path, never to be written to; raise PermanentError if absent."""
        ...

    def url(self, video_id: str, name: str) -> str:
        """Return where a person finds the file."""
        ...


class Disk(Protocol):
    """Room on this machine, to make files in."""

    def scratch(self) -> AbstractContextManager[Path]:
        """Yield an empty folder, removed afterwards."""
        ...

    def free_bytes(self) -> int:
        """Return how much room is left for whatever is written next."""
        ...


class Blobs(Disk, Protocol):
    """Results shared by their hash; their own disk's scratch files are moved in, not copied."""

    def keep_blob(self, source: Path, suffix: str) -> tuple[str, int]:
        """Move a finished scratch file among the shared results; return (sha256, bytes)."""
        ...

    def blob(self, sha256: str, suffix: str) -> Path | None:
        """Return a local path whose content has this hash (verified), or None."""
        ...
