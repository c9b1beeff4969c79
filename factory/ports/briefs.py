"""Briefs: what was accepted for every video."""

from typing import Protocol

from factory.brief.brief import AcceptedBrief, Brief


class Briefs(Protocol):
    """The accepted briefs of every video, each revision kept."""

    def find(self, brief: Brief) -> str | None:
        """Return the video that this brief is already, if it is one."""
        ...

    def accept(self, accepted: AcceptedBrief) -> int:
        """Record a brief; return its revision, the same one for the same words."""
        ...

    def newest(self, video_id: str) -> AcceptedBrief:
        """Return the newest accepted brief; raise PermanentError if the video is unknown."""
        ...

    def revision(self, video_id: str) -> int:
        """Return the number of the newest accepted brief, from 1."""
        ...
