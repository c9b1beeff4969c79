"""Posts: what was published where, and the outlets that take it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol


class Posts(Protocol):
    """The posts of every master, each published once."""

    def post(
        self,
        video_id: str,
        outlet: str,
        master_sha256: str,
        files_sha256: str,
        publish: Callable[[], Mapping[str, str]],
        has: Callable[[Mapping[str, str]], bool],
    ) -> Mapping[str, str]:
        """Publish once: return the recorded post of this master, or publish and record it.

        A post is brought up to date, by `publish` again, if what goes with the master is no
        longer what was published (`files_sha256`), or the outlet no longer `has` it.
        """
        ...


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
