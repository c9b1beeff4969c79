"""Intake: where briefs arrive, and the channels they name."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from factory.brief.brief import AcceptedBrief, Brief
from factory.channel.channel import Channel


class Channels(Protocol):
    """The channel files there are."""

    def all(self) -> Mapping[str, Channel]:
        """Return every channel that can be read, by name."""
        ...

    def named(self, name: str) -> Channel:
        """Return one; raise BadInput saying what is wrong with its file, or which there are."""
        ...


class Inbox(Protocol):
    """The folder where briefs arrive."""

    def settle(self) -> None:
        """Wait, for a second at most, until files that are being written are complete."""
        ...

    def waiting(self) -> list[Path]:
        """Return complete files, oldest first."""
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


class Intake(Protocol):
    """What the catalogue does for new briefs."""

    def find(self, brief: Brief) -> str | None:
        """Return the video that this brief is already, if it is one."""
        ...

    def brief(self, video_id: str) -> AcceptedBrief:
        """Return the newest accepted brief of a video."""
        ...

    def accept(self, accepted: AcceptedBrief) -> int:
        """Record a brief; return its revision, the same one for the same words."""
        ...
