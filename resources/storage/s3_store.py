"""The store in S3: every file lies in a bucket, and on this machine as often as it is used here.

So a second machine needs no shared disk: what a stage left on one is fetched by the next on another.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, suppress
from pathlib import Path

from factory.errors import FactoryError, PermanentError
from factory.records import FileRef
from resources.machine.atomic_files import sha256_of
from resources.storage.disk_store import DiskStore, check_prefix, media_type
from resources.storage.s3_bucket import Bucket

BLOB_TYPE = "application/octet-stream"


class S3Store:
    """`PREFIX/videos/VIDEO/NAME` and `blobs/AA/SHA256.SUFFIX` in a bucket, named as by `DiskStore`.

    A result is kept here first, and sent then: one that was paid for is not lost where the bucket is
    away. A stage's own files are only written when all results are there.

    Args:
        disk: the copies on this machine, and its scratch room.
        bucket: where everything lies.
        unsent: a folder that remembers results which are not in the bucket yet.
    """

    def __init__(self, disk: DiskStore, bucket: Bucket, unsent: Path) -> None:
        self._disk = disk
        self._bucket = bucket
        self._unsent = unsent

    def write(self, video_id: str, name: str, data: bytes) -> FileRef:
        """See `factory.ports.VideoFiles.write`."""
        self._send_results()
        with self._disk.scratch() as scratch:
            (scratch / "new").write_bytes(data)
            return self._keep(video_id, name, scratch / "new")

    def keep(self, video_id: str, name: str, source: Path) -> FileRef:
        """See `factory.ports.VideoFiles.keep`; a result that is in the bucket is not sent twice."""
        self._send_results()
        return self._keep(video_id, name, source)

    def _keep(self, video_id: str, name: str, source: Path) -> FileRef:
        """Store in the bucket and then here, so that nothing is found here that others cannot find."""
        self._disk.check_name(video_id, name)
        key, kind = self._key(video_id, name), media_type(name)
        result = self._disk.result_name(source)
        if result and self._bucket.find(result):
            self._bucket.copy(result, key, kind)
        elif source.is_file():
            self._bucket.put(key, source, sha256_of(source), kind)
        return self._disk.keep(video_id, name, source)

    def local(self, video_id: str, name: str) -> Path:
        """See `factory.ports.VideoFiles.local`; fetched where another machine has written it since."""
        self._disk.check_name(video_id, name)
        there = self._bucket.find(self._key(video_id, name))
        if there is None:
            raise PermanentError(
                f"{video_id}: {name} is not there (looked in the bucket {self._bucket.name}); "
                "run the stage that makes it"
            )
        here = self._here(video_id, name)
        if here and self._disk.sha256(here) == there.sha256:
            return here
        with self._disk.scratch() as scratch:
            self._fetch(self._key(video_id, name), scratch / "new", there.sha256)
            self._disk.keep(video_id, name, scratch / "new")
        return self._disk.local(video_id, name)

    def forget(self, video_id: str) -> int:
        """See `DiskStore.forget`: here and in the bucket."""
        here = self._disk.forget(video_id)
        return max(here, self._bucket.remove_below(self._key(video_id, "")))

    def move(self, video_id: str, source: str, target: str) -> None:
        """See `DiskStore.move`: in the bucket and here."""
        old, new = (_below(prefix, f"videos/{video_id}/") for prefix in (source, target))
        for key in list(self._bucket.keys(old)):
            name = key.removeprefix(old)
            self._bucket.copy(key, f"{new}{name}", media_type(name))
            self._bucket.remove(key)
        for key in self._bucket.unfinished(old):
            self._bucket.remove(key)
        self._disk.move(video_id, source, target)

    def files_below(self, prefix: str) -> int:
        """See `DiskStore.files_below`; an upload that broke off counts as a file."""
        below = _below(prefix, "")
        there = sum(1 for _ in self._bucket.keys(below)) + len(self._bucket.unfinished(below))
        return max(there, self._disk.files_below(prefix))

    def remove_below(self, prefix: str, kept: AbstractSet[str]) -> None:
        """See `DiskStore.remove_below`: what broken-off uploads sent goes, too."""
        below = _below(check_prefix(prefix), "")
        stay = tuple(f"{below}videos/{video_id}/" for video_id in kept)
        for key in [*self._bucket.keys(below), *self._bucket.unfinished(below)]:
            if not key.startswith(stay):
                self._bucket.remove(key)
        self._disk.remove_below(prefix, kept)

    def place(self, video_id: str) -> str:
        """See `DiskStore.place`: below the bucket's own prefix."""
        return self._disk.place(video_id)

    def folder(self, video_id: str) -> Path:
        """See `DiskStore.folder`."""
        return self._disk.folder(video_id)

    def url(self, video_id: str, name: str) -> str:
        """See `factory.ports.VideoFiles.url`: the desk's address, which leads on to the bucket."""
        return self._disk.url(video_id, name)

    def link(self, video_id: str, name: str) -> str | None:
        """Return an address that opens a file for a while; None where it lies on this machine, as it is now."""
        self._disk.check_name(video_id, name)
        here, there = self._here(video_id, name), self._bucket.find(self._key(video_id, name))
        if here and (there is None or self._disk.sha256(here) == there.sha256):
            return None
        return self._bucket.link(self._key(video_id, name))

    @property
    def origin(self) -> str:
        """Where such addresses lead: scheme and host."""
        return self._bucket.origin

    def keep_blob(self, source: Path, suffix: str) -> tuple[str, int]:
        """See `factory.ports.Blobs.keep_blob`."""
        sha256, size = self._disk.keep_blob(source, suffix)
        name = self._disk.blob_name(sha256, suffix)
        mark = self._unsent / Path(name).name
        self._unsent.mkdir(parents=True, exist_ok=True)
        mark.touch()
        with suppress(FactoryError):  # sent before the stage's own files are, or it fails with it
            self._send(mark)
        return sha256, size

    def blob(self, sha256: str, suffix: str) -> Path | None:
        """See `factory.ports.Blobs.blob`; fetched where another machine has made it."""
        here = self._disk.blob(sha256, suffix)
        name = self._disk.blob_name(sha256, suffix)
        if here or self._bucket.find(name) is None:
            return here
        with self._disk.scratch() as scratch:
            self._fetch(name, scratch / "new", sha256)
            self._disk.keep_blob(scratch / "new", suffix)
        return self._disk.blob(sha256, suffix)

    def remove_blob(self, sha256: str, suffix: str) -> None:
        """See `DiskStore.remove_blob`: in the bucket first, so that nobody fetches it again."""
        name = self._disk.blob_name(sha256, suffix)
        self._bucket.remove(name)
        (self._unsent / Path(name).name).unlink(missing_ok=True)
        self._disk.remove_blob(sha256, suffix)

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """See `factory.ports.Disk.scratch`."""
        with self._disk.scratch() as folder:
            yield folder

    def free_bytes(self) -> int:
        """See `factory.ports.Disk.free_bytes`."""
        return self._disk.free_bytes()

    def _key(self, video_id: str, name: str) -> str:
        return f"{self._disk.place(video_id)}/{name}"

    def _here(self, video_id: str, name: str) -> Path | None:
        try:
            return self._disk.local(video_id, name)
        except PermanentError:
            return None

    def _send_results(self) -> None:
        """Send every result that could not be sent when it was made.

        Raises:
            TransientError, NoAccess: the bucket still takes nothing.
        """
        for mark in sorted(self._unsent.glob("*")):
            self._send(mark)

    def _send(self, mark: Path) -> None:
        sha256, suffix = mark.name[:64], mark.name[64:]
        path = self._disk.blob(sha256, suffix)
        if path:
            name = self._disk.blob_name(sha256, suffix)
            if self._bucket.find(name) is None:
                self._bucket.put(name, path, sha256, BLOB_TYPE)
        mark.unlink(missing_ok=True)

    def _fetch(self, key: str, target: Path, sha256: str) -> None:
        found = self._bucket.get(key, target)
        if sha256 and found != sha256:
            raise PermanentError(
                f"{key} of the bucket {self._bucket.name} hashes to {found[:12]}, wanted "
                f"{sha256[:12]}: it was damaged there; make it anew, or restore the bucket"
            )


def _below(prefix: str, name: str) -> str:
    return f"{prefix}/{name}" if prefix else name
