"""The store on a disk: a folder per video, results shared by their hash, scratch room beside."""

import hashlib
import mimetypes
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from factory.errors import BadInput, PermanentError
from factory.ids import check_video_id
from factory.records import FileRef
from resources.machine.atomic_files import (
    copy_hashed,
    flush_hashed,
    full_disk_by_name,
    rename_into_place,
)
from resources.machine.claim_owners import certainly_dead, this_process

SUFFIX = re.compile(r"(\.[A-Za-z0-9]{1,16}){0,2}")
SHA256 = re.compile(r"[0-9a-f]{64}")
NAME_BYTES = 200
"""Of one part of a name; most file systems take 255, and scratch names are longer."""

MEDIA_TYPES = {
    ".srt": "application/x-subrip",
    ".vtt": "text/vtt",
    ".ass": "text/x-ssa",
    ".m4a": "audio/mp4",
    ".wav": "audio/wav",
    ".md": "text/markdown",
    ".yaml": "application/yaml",
}
"""Where machines differ in what they know; the rest is the standard library's table."""


class DiskStore:
    """`PREFIX/videos/VIDEO/NAME`, `blobs/AA/SHA256.SUFFIX` and `scratch/` under one root.

    See `factory.ports.VideoFiles` and `factory.ports.Blobs`.

    Args:
        root: the folder.
        public_url: of the desk.
        prefix_of: looks up below what a video's files lie, such as `tenants/acme`; without one they
            lie below the root.
    """

    def __init__(
        self,
        root: Path,
        public_url: str | None = None,
        prefix_of: Callable[[str], str] = lambda video_id: "",
    ) -> None:
        self._top = root
        self._prefix_of = prefix_of
        self._blobs = root / "blobs"
        self._scratch = root / "scratch"
        self._public_url = public_url
        self._known: dict[Path, tuple[tuple[int, int, int], str]] = {}
        self._swept = False

    def write(self, video_id: str, name: str, data: bytes) -> FileRef:
        """See `factory.ports.VideoFiles.write`."""
        target = self._path(video_id, name)
        what = f"{video_id}/{name}"
        with full_disk_by_name(self._root, what, len(data)), self.scratch() as scratch:
            (scratch / "new").write_bytes(data)
            sha256, size = flush_hashed(scratch / "new")
            return self._place(scratch / "new", target, name, sha256, size)

    def keep(self, video_id: str, name: str, source: Path) -> FileRef:
        """See `factory.ports.VideoFiles.keep`."""
        target = self._path(video_id, name)
        if not source.is_file():
            raise PermanentError(f"{video_id}: {name} should be copied from {source}: no such file")
        wanted = source.stat().st_size
        known = self._known.get(source)
        with full_disk_by_name(self._root, f"{video_id}/{name}", wanted), self.scratch() as scratch:
            if known and known[0] == _state(source):
                # A result that was verified gets a second name: a master of hours is not copied.
                (scratch / "new").hardlink_to(source)
                sha256, size = known[1], wanted
            else:
                sha256, size = copy_hashed(source, scratch / "new")
            return self._place(scratch / "new", target, name, sha256, size)

    def local(self, video_id: str, name: str) -> Path:
        """See `factory.ports.VideoFiles.local`."""
        path = self._path(video_id, name)
        if not path.is_file():
            raise PermanentError(
                f"{video_id}: {name} is not there (looked in {path.parent}); "
                "run the stage that makes it"
            )
        return path

    def forget(self, video_id: str) -> int:
        """Remove every file of a video; return how many there were. Results of work stay."""
        folder = self.folder(video_id)
        files = sum(path.is_file() for path in folder.rglob("*"))
        if folder.exists():
            shutil.rmtree(folder)
        return files

    def move(self, video_id: str, source: str, target: str) -> None:
        """Lay all files of a video below another prefix; those that were moved before stay there."""
        old = self._top / source / "videos" / check_video_id(video_id)
        for path in sorted(old.rglob("*")):
            if path.is_file():
                new = self._top / target / "videos" / video_id / path.relative_to(old)
                new.parent.mkdir(parents=True, exist_ok=True)
                path.replace(new)
        if old.exists():
            shutil.rmtree(old)

    def files_below(self, prefix: str) -> int:
        """Return how many files lie below a prefix."""
        return sum(
            path.is_symlink() or not path.is_dir() for path in (self._top / prefix).rglob("*")
        )

    def remove_below(self, prefix: str, kept: AbstractSet[str]) -> None:
        """Remove everything below a tenant's prefix, whatever it is called, but the folders of some videos.

        Raises:
            OSError: something cannot be removed; asking again goes on.
        """
        top = self._top / check_prefix(prefix)
        for path in _children(top):
            if path.name != "videos" or path.is_symlink() or not path.is_dir():
                _remove(path)
        for path in _children(top / "videos"):
            if path.name not in kept:
                _remove(path)

    def place(self, video_id: str) -> str:
        """Return where the files of a video lie, below the root: `tenants/acme/videos/VIDEO`."""
        return (
            PurePosixPath(self._prefix_of(video_id)) / "videos" / check_video_id(video_id)
        ).as_posix()

    def folder(self, video_id: str) -> Path:
        """Return the folder of this machine that holds the files of a video, or copies of them."""
        return self._top / self.place(video_id)

    def url(self, video_id: str, name: str) -> str:
        """See `factory.ports.VideoFiles.url`."""
        path = self._path(video_id, name)
        if self._public_url is None:
            return path.absolute().as_uri()
        return f"{self._public_url.rstrip('/')}/media/{video_id}/{quote(name)}"

    def keep_blob(self, source: Path, suffix: str) -> tuple[str, int]:
        """See `factory.ports.Blobs.keep_blob`."""
        wanted = source.stat().st_size
        with full_disk_by_name(self._root, f"a result of type {suffix or '(none)'}", wanted):
            sha256, size = flush_hashed(source)
            target = self._blob_path(sha256, suffix)
            target.parent.mkdir(parents=True, exist_ok=True)
            rename_into_place(source, target)
        self._known[target] = (_state(target), sha256)
        return sha256, size

    def blob(self, sha256: str, suffix: str) -> Path | None:
        """See `factory.ports.Blobs.blob`: hashed once per process, and again when it changed."""
        path = self._blob_path(sha256, suffix)
        if not path.is_file():
            return None
        return path if self.sha256(path) == sha256 else None

    def remove_blob(self, sha256: str, suffix: str) -> None:
        """Remove a result of work that nobody is given any more."""
        path = self._blob_path(sha256, suffix)
        self._known.pop(path, None)
        path.unlink(missing_ok=True)

    def link(self, video_id: str, name: str) -> str | None:
        """Return that every file lies on this machine, and no address elsewhere opens it."""
        return None

    origin = ""
    """No file lies elsewhere."""

    def sha256(self, file: Path) -> str:
        """Return the hash of a file, counted once in this process for as long as it is unchanged."""
        known = self._known.get(file)
        state = _state(file)
        if known is None or known[0] != state:
            with file.open("rb") as reader:
                known = (state, hashlib.file_digest(reader, "sha256").hexdigest())
            self._known[file] = known
        return known[1]

    def check_name(self, video_id: str, name: str) -> None:
        """Return only if a video may have a file of this name; raise BadInput otherwise."""
        self._path(video_id, name)

    def blob_name(self, sha256: str, suffix: str) -> str:
        """Return the name of a shared result below the root."""
        return self._blob_path(sha256, suffix).relative_to(self._top).as_posix()

    def result_name(self, file: Path) -> str:
        """Return the name below the root of a file that is a shared result; empty for any other."""
        inside = file.is_relative_to(self._blobs)
        return file.relative_to(self._blobs.parent).as_posix() if inside else ""

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """See `factory.ports.Disk.scratch`; what dead processes left there is swept first."""
        with full_disk_by_name(self._root, "a scratch folder"):
            self._scratch.mkdir(parents=True, exist_ok=True)
            if not self._swept:
                self._swept = True
                self._sweep()
            folder = Path(tempfile.mkdtemp(prefix=f"{this_process()}.", dir=self._scratch))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def free_bytes(self) -> int:
        """See `factory.ports.Disk.free_bytes`."""
        return shutil.disk_usage(self._root).free

    def _sweep(self) -> None:
        for folder in self._scratch.iterdir():
            if certainly_dead(folder.name):
                shutil.rmtree(folder, ignore_errors=True)

    @property
    def _root(self) -> Path:
        self._top.mkdir(parents=True, exist_ok=True)
        return self._top

    def _path(self, video_id: str, name: str) -> Path:
        parts = PurePosixPath(name).parts
        if (
            not parts
            or name != "/".join(parts)
            or any(part in ("..", "/") or len(part.encode()) > NAME_BYTES for part in parts)
            or any(ord(c) < 32 or c == "\\" or c == "\x7f" for c in name)
        ):
            raise BadInput(
                f"file name {name[:80]!r}: wanted a relative name such as `master.mp4` or "
                "`scenes/s001.png`, without `..`, `\\` and control characters"
            )
        return self.folder(video_id) / name

    def _blob_path(self, sha256: str, suffix: str) -> Path:
        if not SHA256.fullmatch(sha256) or not SUFFIX.fullmatch(suffix):
            raise BadInput(
                f"result {sha256[:80]!r} {suffix[:20]!r}: wanted 64 hex digits and an ending "
                "such as `.wav`"
            )
        return self._blobs / sha256[:2] / f"{sha256}{suffix}"

    def _place(self, new: Path, target: Path, name: str, sha256: str, size: int) -> FileRef:
        target.parent.mkdir(parents=True, exist_ok=True)
        rename_into_place(new, target)
        return FileRef(name=name, sha256=sha256, bytes=size, media_type=media_type(name))


def check_prefix(prefix: str) -> str:
    """Return a prefix that is one tenant's; without one everybody's files would lie below it."""
    if not prefix:
        raise ValueError("nothing is removed below the root of the store; wanted a tenant's prefix")
    return prefix


def _children(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def media_type(name: str) -> str:
    """Return the media type of a file by its name's ending."""
    ending = PurePosixPath(name).suffix.lower()
    known = MEDIA_TYPES.get(ending) or mimetypes.guess_type(f"x{ending}", strict=False)[0]
    return known or "application/octet-stream"


def _state(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns, found.st_ino
