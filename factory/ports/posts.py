"""Posts: what was published where, and the outlets that take it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Publication:
    """Exactly what goes out: the files of one master, as a verdict released them."""

    video_id: str
    master_sha256: str
    files_sha256: str
    """The identity of all of them, by name and hash."""
    paths: Mapping[str, Path]
    """Local paths by the names the verdict uses: `master.mp4`, `thumbnail.jpg`, `captions.srt`
    and `captions.vtt` where somebody speaks, `listing.json`, `dossier.json`."""
    sha256: Mapping[str, str]
    """The hash each of them was released with, by the same names; nothing else may be sent."""


class Outlet(Protocol):
    """A place where posts go, in two steps: get ready where nobody sees it, then show it."""

    name: str

    def faults(self, post: Mapping[str, str], publication: Publication) -> Sequence[str]:
        """Say in which ways what stands there is not this publication; nothing when it is whole.

        Args:
            post: what `prepare` once answered for it.
            publication: what was published.
        """
        ...

    def prepare(self, publication: Publication) -> Mapping[str, str]:
        """Bring everything to the outlet, unseen; return what the post will be.

        What an earlier call for this video left, cut off or never shown, is cleared away.

        Returns:
            At least `{"post_id", "url"}`.

        Raises:
            PermanentError: a file is not what was released, or the place cannot take it.
        """
        ...

    def commit(self, publication: Publication, post: Mapping[str, str]) -> None:
        """Show what was prepared, at once and whole; an earlier state of the post is replaced.

        Takes no time worth speaking of, as decisions wait for it. Once more is the same as once.

        Raises:
            PermanentError: what was prepared is gone, or the place cannot take it.
        """
        ...

    def discard(self, video_id: str) -> None:
        """Clear away what was prepared for a video and never shown; nothing there is fine."""
        ...


class Outlets(Protocol):
    """The outlets there are."""

    def outlet(self, name: str) -> Outlet:
        """Return one; raise BadInput naming those there are."""
        ...


class Posts(Protocol):
    """The posts of every master, each published once."""

    def post(
        self, publication: Publication, outlet: Outlet, authorise: Callable[[], None]
    ) -> Mapping[str, str]:
        """Publish once: return the recorded post of this master, or publish and record it.

        A post is brought up to date, by publishing it again, if what goes with the master is no
        longer what was published (`files_sha256`), or the outlet finds faults in what stands there.

        Args:
            publication: what goes out.
            outlet: where to.
            authorise: returns only if it may go out. It is asked before anything is prepared,
                and again at the moment when it is shown, while no decision, brief or render of
                the video can be recorded: each of them comes before, and stops it, or after.

        Returns:
            The outlet's answer; if something was mended, with the faults under `mended`.

        Raises:
            Refused: by `authorise`, or the video was called off or deleted meanwhile; nothing of
                it is seen at the outlet.
        """
        ...
