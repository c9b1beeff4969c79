"""The inbox: a folder where people, and other programs, drop briefs."""

import errno
import os
import stat
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from factory.documents.error_words import listed, shown
from factory.documents.front_matter import MAX_BYTES
from factory.errors import BadInput, PermanentError, TransientError

ENDINGS = (".md", ".markdown", ".yaml", ".yml", ".txt")
REASON = ".reason.txt"
UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp", ".swp", "~")
"""What browsers and editors call a file that they have not finished."""
SETTLED_SECONDS = 1.0  # a file not written to for so long is taken for complete
LONGEST_NAME = 255  # bytes, on every file system in common use
MOST_NUMBERS = 10_000
ACCEPTED, REJECTED = "accepted", "rejected"
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC


class InboxFolder:
    """One inbox folder, with `accepted/` and `rejected/` inside it.

    Nothing is ever overwritten in either: a name that is taken gets a number. Neither is followed
    where it is a link: who may write into the inbox writes nowhere else.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _settle(self) -> None:
        """Wait until fresh files are complete; one that goes on being written is left for later."""
        with suppress(FileNotFoundError), os.scandir(self._folder) as entries:
            ages = [
                time.time() - entry.stat(follow_symlinks=False).st_mtime
                for entry in entries
                if _is_dropped(entry.name)
            ]
            fresh = [age for age in ages if 0 <= age < SETTLED_SECONDS]
            if fresh:
                time.sleep(SETTLED_SECONDS - min(fresh))

    def waiting(self) -> list[Path]:
        """See `factory.ports.Inbox.waiting`.

        Hidden files, folders (of a brief's pictures), and files still being written are left alone.
        What is no ordinary file (a link, a pipe, a folder named as a brief), or has no brief's
        ending, is among them, so that `read` refuses it and whoever put it there is told. So is what
        stands in the place of `accepted/` or `rejected/`, under a name that is free.
        """
        self._settle()
        for name in (ACCEPTED, REJECTED):
            self._clear(self._folder / name)
        try:
            with os.scandir(self._folder) as entries:
                found = [(entry.name, entry.stat(follow_symlinks=False)) for entry in entries]
        except FileNotFoundError:
            return []
        now = time.time()
        settled = [
            (status.st_mtime, name)
            for name, status in found
            if _is_dropped(name) and _is_meant(name, status) and _settled(status, now)
        ]
        return [self._folder / name for _, name in sorted(settled)]

    def _clear(self, path: Path) -> None:
        """Give another name to a link or a file that stands where a folder of ours belongs."""
        if path.is_symlink() or path.is_file():
            names = (path.with_name(name) for name in _names(f"not-{path.name}", ""))
            with suppress(OSError):  # a move says it
                path.rename(next(one for one in names if not os.path.lexists(one)))

    def read(self, path: Path) -> bytes:
        """Return a waiting file's bytes; at most one more than a brief may have.

        Raises:
            BadInput: it is a link, a pipe or another thing that is no file, or may not be read,
                or its name has no brief's ending.
            TransientError: somebody else has taken it in the meantime.
        """
        attempt = f"brief {shown(path.name, 120)} cannot be read"
        if path.is_symlink():
            raise BadInput(
                f"{attempt}: it is a symbolic link; wanted an ordinary file, as nothing in the inbox "
                "may lead elsewhere"
            )
        if not path.name.lower().endswith(ENDINGS):
            raise BadInput(
                f"{attempt}: wanted a text file whose name ends in {listed(ENDINGS)}; "
                "save it as one of those"
            )
        try:
            # Never through a link to elsewhere, and never waiting for a pipe's other end.
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except FileNotFoundError as error:
            raise TransientError(f"{attempt}: somebody else has taken it") from error
        except OSError as error:
            said = f"{error.strerror}; wanted a file that may be read"
            raise BadInput(f"{attempt}: {said}") from error
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise BadInput(
                f"{attempt}: it is a folder; wanted a file: put the brief itself into the inbox, and"
                " a folder of its pictures beside it under a name without such an ending"
            )
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise BadInput(f"{attempt}: it is a pipe or a device; wanted an ordinary file")
            return file.read(MAX_BYTES + 1)

    def take(self, path: Path, video_id: str) -> None:
        """Move an accepted brief to `accepted/<video_id>.md`, or whatever its ending is.

        Raises:
            PermanentError: it cannot be moved.
        """
        with self._opened(path, ACCEPTED) as (inbox, folder):
            _move(path, inbox, folder, video_id, path.suffix.lower())

    def reject(self, path: Path, reason: str) -> Path:
        """Move a file to `rejected/`, its reason beside it; return where it lies now.

        Raises:
            PermanentError: it cannot be moved; without help it would be found again.
        """
        with self._opened(path, REJECTED) as (inbox, folder):
            name = _move(path, inbox, folder, path.stem, path.suffix)
            _, note = _free_name(folder, name, REASON)
            with os.fdopen(note, "w", encoding="utf-8", errors="backslashreplace") as file:
                file.write(reason.rstrip() + "\n")
        return self._folder / REJECTED / name

    @contextmanager
    def _opened(self, path: Path, name: str) -> Iterator[tuple[int, int]]:
        """Open the inbox, and a folder in it that is made if it is not there and is no link.

        Names are looked up from these descriptors: nobody changes a folder's place meanwhile.
        """
        try:
            with ExitStack() as opened:
                inbox = os.open(self._folder, _FOLDER)
                opened.callback(os.close, inbox)
                with suppress(FileExistsError):
                    os.mkdir(name, dir_fd=inbox)
                folder = os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=inbox)
                opened.callback(os.close, folder)
                yield inbox, folder
        except OSError as error:
            raise PermanentError(
                f"could not move {shown(path.name, 120)} to {self._folder / name}: {error.strerror};"
                " wanted folders, no links, that this user may write to"
            ) from error


def _is_dropped(name: str) -> bool:
    return not name.startswith(".") and not name.lower().endswith((REASON, *UNFINISHED))


def _is_meant(name: str, status: os.stat_result) -> bool:
    return not stat.S_ISDIR(status.st_mode) or name.lower().endswith(ENDINGS)


def _settled(status: os.stat_result, now: float) -> bool:
    """A time in the future says nothing about writing: such a file is taken as it is."""
    age = now - status.st_mtime
    return age >= SETTLED_SECONDS or age < -SETTLED_SECONDS


def _move(path: Path, inbox: int, folder: int, stem: str, suffix: str) -> str:
    """Move a file, or a folder, under a name that nobody has; return the name."""
    name, created = _free_name(folder, stem, suffix)
    os.close(created)
    try:
        if path.is_dir() and not path.is_symlink():
            os.unlink(name, dir_fd=folder)  # a folder takes no file's place
        os.replace(path.name, name, src_dir_fd=inbox, dst_dir_fd=folder)
    except OSError:
        with suppress(FileNotFoundError):
            os.unlink(name, dir_fd=folder)
        raise
    return name


def _free_name(folder: int, stem: str, suffix: str) -> tuple[str, int]:
    """Create an empty file under a name nobody has, shortened and numbered as needed, and open it."""
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC
    for name in _names(stem, suffix):
        with suppress(FileExistsError):
            return name, os.open(name, flags, 0o644, dir_fd=folder)
    raise FileExistsError(errno.EEXIST, f"more than {MOST_NUMBERS:,} files have this name")


def _names(stem: str, suffix: str) -> Iterator[str]:
    for number in range(1, MOST_NUMBERS):
        ending = os.fsencode(suffix if number == 1 else f".{number}{suffix}")
        room = LONGEST_NAME - len(os.fsencode(REASON)) - len(ending)
        yield os.fsdecode(os.fsencode(stem)[:room] + ending)
