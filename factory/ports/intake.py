"""Intake: where briefs arrive, and the channels they name."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from factory.channel.channel import Channel
from factory.channel.provider_directory import Directory


class Channels(Protocol):
    """The channel files there are."""

    def all(self) -> Mapping[str, Channel]:
        """Return every channel that can be read, by name."""
        ...

    def named(self, name: str) -> Channel:
        """Return one; raise BadInput saying what is wrong with its file, or which there are."""
        ...

    def directory(self) -> Directory:
        """Return whom channels and briefs may name."""
        ...

    def admitted(self, channel: Channel, beside: Path, folder: str, file: str = "") -> str:
        """Return where a folder really lies that a brief of the channel names.

        Args:
            channel: the brief's.
            beside: the folder in which the brief lies.
            folder: an absolute path.
            file: the name of a file that must lie there; empty for none.

        Raises:
            BadInput: neither the channel nor the home lets a brief name it, or it is not there.
        """
        ...


class Inbox(Protocol):
    """The folder where briefs arrive."""

    def waiting(self) -> list[Path]:
        """Return complete files, oldest first; wait for those being written, a second at most."""
        ...

    def read(self, path: Path) -> bytes:
        """Return the file's bytes.

        Raises:
            BadInput: it is no ordinary file that can be read, or far too large.
            TransientError: somebody else took it meanwhile.
        """
        ...

    def take(self, path: Path, video_id: str) -> None:
        """Move an accepted brief out of the way."""
        ...

    def reject(self, path: Path, reason: str) -> Path:
        """Move a file to `rejected/` with its reason beside it; return where it lies now."""
        ...
