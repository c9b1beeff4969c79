"""Outbox: a folder per video, ready for upload by hand."""

import errno
import shutil
from collections.abc import Mapping
from pathlib import Path

from factory.errors import PermanentError
from factory.ids import check_video_id
from factory.ports import Publication, Sight
from factory.units_of_work import Notes
from resources.outlets.outbox.contents import LISTING, faults, fill, flush, remove, strangers

DISK_IS_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
SPARE_BYTES = 1 << 20
"""For the folder's own entries and listing.txt."""


class OutboxOutlet:
    """Copies what was released beside `<folder>/<video ID>/`, then swaps it in, whole."""

    name = "outbox"
    distributes = False
    settles = False

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def look(
        self, publication: Publication, post: Mapping[str, str], *, shown_before: bool = False
    ) -> Sight:
        """See `factory.ports.Outlet.look`; every file is hashed as it lies there now.

        A home that was moved, or put back on another machine, teaches where the folder lies now.
        """
        folder = self._folder / post["post_id"]
        found = faults(folder, publication)
        if not found:
            return Sight("shown", learned={"url": _url(folder)})
        if not shown_before and self._partial(publication.video_id).is_dir():
            return Sight("hidden")
        return Sight("missing", tuple(found))

    def begin(self, publication: Publication, notes: Notes) -> Mapping[str, str]:
        """See `factory.ports.Outlet.begin`; until `finish` it has a name that begins with a dot."""
        video_id = publication.video_id
        check_video_id(video_id)
        _check_names(publication)
        partial = self._partial(video_id)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self.discard(video_id)
            self._clear_old(video_id)
            self._check_room(publication)
            fill(partial, publication)
        except BaseException as error:
            remove(partial)
            if isinstance(error, OSError):
                raise self._cannot_write(publication, error) from error
            raise
        return {"post_id": video_id, "url": _url(self._folder / video_id)}

    def finish(self, publication: Publication, post: Mapping[str, str]) -> Mapping[str, str]:
        """See `factory.ports.Outlet.finish`; no moment shows half of a folder.

        What somebody else put into the folder meanwhile is set aside beside it, never deleted.
        """
        video_id = publication.video_id
        final, partial = self._folder / video_id, self._partial(video_id)
        if not partial.exists() and self.look(publication, post).state == "shown":
            return post
        try:
            if final.is_symlink() or final.is_file():
                final.unlink()
            if final.exists():
                final.rename(self._old(video_id))
            partial.rename(final)
            flush(self._folder)
            self._clear_old(video_id)
        except OSError as error:
            raise self._cannot_write(publication, error) from error
        return post

    def discard(self, video_id: str) -> None:
        """See `factory.ports.Outlet.discard`."""
        final, old = self._folder / check_video_id(video_id), self._old(video_id)
        remove(self._partial(video_id))
        if old.is_dir() and not old.is_symlink() and not final.exists():
            old.rename(final)  # a process died in the middle of the swap

    def _partial(self, video_id: str) -> Path:
        return self._folder / f".{video_id}.partial"

    def _old(self, video_id: str) -> Path:
        return self._folder / f".{video_id}.old"

    def _clear_old(self, video_id: str) -> None:
        """Remove the folder that was replaced, after what is not ours in it was set aside."""
        old, aside = self._old(video_id), self._folder / f"{video_id}.set-aside"
        if old.is_dir() and not old.is_symlink():
            for path in strangers(old):
                aside.mkdir(exist_ok=True)
                path.rename(_free_name(aside / path.name))
        remove(old)

    def _check_room(self, publication: Publication) -> None:
        wanted = _bytes(publication) + SPARE_BYTES
        free = shutil.disk_usage(self._folder).free
        if free < wanted:
            raise PermanentError(_no_room(publication.video_id, self._folder, wanted, free))

    def _cannot_write(self, publication: Publication, error: OSError) -> PermanentError:
        video_id = publication.video_id
        if error.errno in DISK_IS_FULL:
            free = shutil.disk_usage(self._folder).free
            return PermanentError(_no_room(video_id, self._folder, _bytes(publication), free))
        return PermanentError(
            f"{video_id}: cannot write to the outbox {self._folder}: {error}; "
            "see that the folder can be written to, then materialise uploads/outbox again"
        )


def _check_names(publication: Publication) -> None:
    files, sha256 = publication.paths, publication.sha256
    if set(files) != set(sha256) or LISTING not in files:
        raise PermanentError(
            f"{publication.video_id}: found files {sorted(files)}, wanted {LISTING} among exactly "
            f"the released {sorted(sha256)}"
        )
    for name in files:
        if name != Path(name).name or name.startswith("."):
            raise PermanentError(f"{publication.video_id}: {name!r} is no plain file name")


def _free_name(path: Path) -> Path:
    """Return the path, or the first like it that nothing lies at."""
    tries = (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in range(2, 10_000))
    return path if not path.exists() else next(one for one in tries if not one.exists())


def _url(folder: Path) -> str:
    return folder.resolve().as_uri()


def _bytes(publication: Publication) -> int:
    return sum(path.stat().st_size for path in publication.paths.values())


def _no_room(video_id: str, folder: Path, wanted: int, free: int) -> str:
    return (
        f"{video_id}: the outbox {folder} needs {wanted:,} bytes, free are {free:,}; make room, "
        "then materialise uploads/outbox again"
    )
