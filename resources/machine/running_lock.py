"""The card of a running factory: who holds it, and at which addresses it answers."""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from factory.errors import PermanentError
from resources.machine.private_files import private_folder, write_private


class RunningCard:
    """`up.lock` is held for as long as the factory runs; `up.json` says where it answers."""

    def __init__(self, folder: Path) -> None:
        self._lock = folder / "up.lock"
        self._card = folder / "up.json"

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Be the one; the kernel lets go when this process dies, however it dies.

        Raises:
            PermanentError: somebody else is.
        """
        with _opened(self._lock) as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise PermanentError(
                    "another `factory up` is starting or running for this factory; "
                    "run `factory up` again in a moment to see its addresses"
                ) from error
            try:
                yield
            finally:
                self._card.unlink(missing_ok=True)

    def write(self, addresses: Mapping[str, str]) -> None:
        """Say where it answers."""
        write_private(self._card, json.dumps({"pid": os.getpid(), **addresses}))

    def read(self) -> dict[str, str] | None:
        """Return the addresses of the factory that runs, or None; another user's is none."""
        try:
            with self._lock.open("rb") as lock:
                try:
                    fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
                except BlockingIOError:
                    return json.loads(self._card.read_text(encoding="utf-8"))
        except (FileNotFoundError, NotADirectoryError, PermissionError):
            return None
        return None


def _opened(lock: Path) -> IO[bytes]:
    """Open the lock so that nobody else can: whoever opens it can hold it, and stop us."""
    private_folder(lock.parent)
    return os.fdopen(os.open(lock, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
