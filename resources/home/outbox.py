"""Outbox: a folder per video, ready for upload by hand."""

import errno
import hashlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from factory.errors import PermanentError
from factory.ids import check_video_id
from factory.listing.listing import Listing
from factory.release.delivery import delivered_name

LISTING = "listing.json"
DISK_IS_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
SPARE_BYTES = 1 << 20
"""For the folder's own entries and listing.txt."""


class OutboxOutlet:
    """Copies what was released into `<folder>/<video ID>/`, whole or not at all."""

    name = "outbox"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def has(self, post: Mapping[str, str]) -> bool:
        """See `factory.ports.Outlet.has`; the folder may have been moved away after an upload."""
        return (self._folder / post["post_id"] / delivered_name("master.mp4")).is_file()

    def publish(
        self, video_id: str, files: Mapping[str, Path], sha256: Mapping[str, str]
    ) -> Mapping[str, str]:
        """See `factory.ports.Outlet.publish`; an earlier revision of the video is replaced.

        The copies are hashed again from disk before the folder gets its name, so that what
        stands in the outbox is what was released, whatever happened to the files meanwhile.
        """
        check_video_id(video_id)
        _check_names(video_id, files, sha256)
        partial = self._folder / f".{video_id}.partial"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            _remove(partial)
            self._check_room(video_id, files)
            partial.mkdir()
            _fill(partial, files, sha256)
            final = self._swap(partial, video_id)
        except OSError as error:
            raise self._cannot_write(video_id, files, error) from error
        finally:
            _remove(partial)
        return {"post_id": video_id, "url": final.resolve().as_uri()}

    def _check_room(self, video_id: str, files: Mapping[str, Path]) -> None:
        wanted = _bytes(files) + SPARE_BYTES
        free = shutil.disk_usage(self._folder).free
        if free < wanted:
            raise PermanentError(_no_room(video_id, self._folder, wanted, free))

    def _swap(self, partial: Path, video_id: str) -> Path:
        """Put the finished folder in place of what stands there; no moment shows half of it."""
        final, old = self._folder / video_id, self._folder / f".{video_id}.old"
        _remove(old)
        if final.is_symlink() or final.is_file():
            final.unlink()
        if final.exists():
            final.rename(old)
        partial.rename(final)
        _fsync(self._folder)
        _remove(old)
        return final

    def _cannot_write(
        self, video_id: str, files: Mapping[str, Path], error: OSError
    ) -> PermanentError:
        if error.errno in DISK_IS_FULL:
            free = shutil.disk_usage(self._folder).free
            return PermanentError(_no_room(video_id, self._folder, _bytes(files), free))
        return PermanentError(
            f"{video_id}: cannot write to the outbox {self._folder}: {error}; "
            "see that the folder can be written to, then materialise uploads/outbox again"
        )


def listing_text(listing: Listing) -> str:
    """Return the listing as a person pastes it, field by field."""
    answers = {None: "unanswered", True: "yes", False: "no"}
    return "\n".join(
        (
            "TITLE",
            listing.title,
            "",
            "DESCRIPTION",
            listing.description,
            "",
            "TAGS",
            ", ".join(listing.tags),
            "",
            f"LANGUAGE: {listing.language}",
            f"MADE FOR KIDS: {answers[listing.made_for_kids]}",
            f"ALTERED OR SYNTHETIC CONTENT: {answers[listing.synthetic_media]}",
            "",
        )
    )


def _check_names(video_id: str, files: Mapping[str, Path], sha256: Mapping[str, str]) -> None:
    if set(files) != set(sha256) or LISTING not in files:
        raise PermanentError(
            f"{video_id}: found files {sorted(files)}, wanted {LISTING} among exactly the "
            f"released {sorted(sha256)}"
        )
    for name in files:
        if name != Path(name).name or name.startswith("."):
            raise PermanentError(f"{video_id}: {name!r} is no plain file name")


def _fill(partial: Path, files: Mapping[str, Path], sha256: Mapping[str, str]) -> None:
    for name, source in files.items():
        copy = partial / delivered_name(name)
        with source.open("rb") as reader, copy.open("xb") as writer:
            shutil.copyfileobj(reader, writer, 1 << 20)
            writer.flush()
            os.fsync(writer.fileno())
        with copy.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != sha256[name]:
            raise PermanentError(
                f"{name}: the copy hashes to {found[:12]}, released was {sha256[name][:12]}; "
                "the file was changed meanwhile: materialise releases again"
            )
    text = listing_text(Listing.from_json((partial / LISTING).read_bytes()))
    with (partial / "listing.txt").open("x", encoding="utf-8") as writer:
        writer.write(text)
        writer.flush()
        os.fsync(writer.fileno())
    _fsync(partial)


def _remove(path: Path) -> None:
    """Remove a file, a link (never what it points to) or a folder; nothing there is fine."""
    if path.is_symlink() or path.is_file():
        path.unlink(missing_ok=True)
    elif path.exists():
        shutil.rmtree(path)


def _fsync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _bytes(files: Mapping[str, Path]) -> int:
    return sum(path.stat().st_size for path in files.values())


def _no_room(video_id: str, folder: Path, wanted: int, free: int) -> str:
    return (
        f"{video_id}: the outbox {folder} needs {wanted:,} bytes, free are {free:,}; make room, "
        "then materialise uploads/outbox again"
    )
