"""Channel files, changed: what a person has not seen is never overwritten."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from factory.channel.channel import NAME, NAME_WANTED, Channel
from factory.channel.referenced_files import PLACED, placed
from factory.documents.error_words import listed, not_allowed, shown
from factory.documents.front_matter import decode
from factory.errors import BadInput, PermanentError
from resources.home.channel_files import ChannelFolder, bytes_of
from resources.machine.atomic_files import full_disk_by_name

READABLE = 0o640
"""Of a new file."""


@dataclass(frozen=True, slots=True)
class ChannelText:
    """A channel file as it lies there."""

    path: Path
    text: str
    sha256: str
    """Of its bytes."""
    own: bool
    """Whether it lies in the user's own folder; the examples are never written to."""


class ChannelEditor:
    """Reads and writes single channel files.

    Args:
        own: the user's own folder of channels.
        channels: every folder, as they are read.
    """

    def __init__(self, own: Path, channels: ChannelFolder) -> None:
        self._own = own
        self._channels = channels

    def find(self, name: str) -> ChannelText | None:
        """Return the file of a channel, whether it can be accepted or not.

        Raises:
            BadInput: it cannot be read as text.
        """
        path = self._channels.file_of(name)
        if path is None:
            return None
        data = bytes_of(path)
        text = decode(data, f"channel {shown(str(path), 120)}")
        return ChannelText(path, text, _hash(data), path.parent == self._own)

    def described(self, name: str, text: str) -> Channel:
        """Return the channel that this text describes; none of the files that it names is looked at.

        Raises:
            BadInput: it would be refused whatever those files are.
        """
        found = self.find(name)
        return self._channels.described(text.encode(), found.path if found else self._new(name))

    def check(self, name: str, text: str) -> Channel:
        """Return the channel that its file would be with this text.

        Raises:
            BadInput: it would be refused; the words are those of the file's own reading.
        """
        found = self.find(name)
        return self._channels.read(text.encode(), found.path if found else self._new(name))

    def write(self, name: str, text: str, seen: str) -> ChannelText:
        """Put this text in place of the one that was seen, whole or not at all.

        Args:
            name: of the channel; a channel of the examples gets a file in the user's own folder.
            text: the whole file.
            seen: SHA-256 of the bytes that were seen; empty for a channel that there is not.

        Raises:
            PermanentError: the file is another one by now.
            BadInput: the text would be refused, or names files that lie beside the example.
        """
        if not NAME.fullmatch(name):
            raise BadInput(not_allowed("name", name, NAME_WANTED))
        self._own.mkdir(parents=True, exist_ok=True)
        with _alone(self._own):
            found = self.find(name)
            if (found.sha256 if found else "") != seen:
                raise PermanentError(_changed(name, found, seen))
            target = found.path if found and found.own else self._new(name)
            channel = self._channels.read(text.encode(), target)
            if found and not found.own:
                self._check_places(text, found.path, channel)
            _replace(target.resolve(), text.encode())
        return ChannelText(target, text, _hash(text.encode()), own=True)

    def _new(self, name: str) -> Path:
        return self._own / f"{name}.yaml"

    def _check_places(self, text: str, before: Path, channel: Channel) -> None:
        """Refuse a copy in another folder that would name other files than the example does."""
        there, here = placed(self._channels.read(text.encode(), before)), placed(channel)
        moved = [key for key in PLACED if there[key] != here[key]]
        if moved:
            raise BadInput(
                f"{listed(moved)}: found files named from {before.parent}, but this channel's own file "
                f"is written to {self._own}; wanted: whole paths, or files named from there"
            )


def _changed(name: str, found: ChannelText | None, seen: str) -> str:
    if found is None:
        return f"the file of {name} is gone since it was read; nothing was written. Load the page again"
    if not seen:
        return f"there is a channel {name} already ({found.path}); nothing was written"
    return (
        f"{found.path} was changed by somebody else since it was read (its hash is "
        f"{found.sha256[:12]}, {seen[:12]} was seen); nothing was written. Load it again, and "
        "make the change there"
    )


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Be the only process of ours that writes into a folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _replace(target: Path, data: bytes) -> None:
    """Write beside the file, to the disk, then over it, with the rights that it had."""
    mode = target.stat().st_mode & 0o777 if target.exists() else READABLE
    with (
        full_disk_by_name(target.parent, target.name, len(data)),
        NamedTemporaryFile(dir=target.parent, prefix=".", delete=False) as scratch,
    ):
        try:
            scratch.write(data)
            scratch.flush()
            os.fsync(scratch.fileno())
            os.fchmod(scratch.fileno(), mode)
            Path(scratch.name).replace(target)
        except OSError:
            Path(scratch.name).unlink(missing_ok=True)
            raise
