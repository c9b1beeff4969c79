"""Outlets: places where posts go."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol


class Outlet(Protocol):
    """A place where posts go."""

    name: str

    def has(self, post: Mapping[str, str]) -> bool:
        """Whether what `publish` once answered for still stands there."""
        ...

    def publish(
        self, video_id: str, files: Mapping[str, Path], sha256: Mapping[str, str]
    ) -> Mapping[str, str]:
        """Publish, or bring up to date what is published; return at least `{"post_id", "url"}`.

        Args:
            video_id: whose files these are.
            files: local paths by the names the verdict uses: `master.mp4`, `thumbnail.jpg`,
                `captions.srt` and `captions.vtt` where somebody speaks, `listing.json`,
                `dossier.json`.
            sha256: the hash each of them was released with; nothing else may be sent.

        Raises:
            PermanentError: a file is not what was released, or the place cannot take it.
        """
        ...
