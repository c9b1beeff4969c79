"""The card of a running factory: who holds it, and at which addresses it answers."""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from factory.errors import PermanentError


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
        self._lock.parent.mkdir(parents=True, exist_ok=True)
        with self._lock.open("a") as lock:
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
        scratch = self._card.with_suffix(".partial")
        scratch.write_text(json.dumps({"pid": os.getpid(), **addresses}), encoding="utf-8")
        scratch.replace(self._card)

    def read(self) -> dict[str, str] | None:
        """Return the addresses of the factory that runs, or None."""
        if not self._lock.exists() or not self._card.exists():
            return None
        with self._lock.open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return json.loads(self._card.read_text(encoding="utf-8"))
        return None
