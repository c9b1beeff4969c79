"""Leftovers on this machine: scratch folders of dead processes, output of old runs, old logs."""

import os
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

from factory.ports import Removable
from resources.machine.claim_owners import certainly_alive, certainly_dead
from resources.machine.structured_log import RUN

STRANGERS_DAYS: Final = 7
"""A scratch folder of another machine, of whose process nothing is known here, stays so long at least."""

Find = Callable[[float], Iterator[Path]]
"""Yields what is due, files or folders, by the time before which it was last changed."""


@dataclass(frozen=True, slots=True)
class Leftovers:
    """Files and folders that go by their age. See `factory.ports.Cleaner`."""

    kind: str
    about: str
    find: Find

    def due(self, days: float) -> Removable:
        """See `factory.ports.Cleaner.due`."""
        found = [_bytes(path) for path in self.find(time.time() - days * 86400)]
        return Removable(len(found), sum(found))

    def clean(self, days: float) -> Removable:
        """See `factory.ports.Cleaner.clean`."""
        count, size = 0, 0
        for path in self.find(time.time() - days * 86400):
            count, size = count + 1, size + _bytes(path)
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
        return Removable(count, size)


def scratch(folder: Path) -> Leftovers:
    """Return what processes left in the store's scratch room that have ended.

    Args:
        folder: of the store; other machines may work in it, too.
    """

    def find(before: float) -> Iterator[Path]:
        before = min(before, time.time() - STRANGERS_DAYS * 86400)
        for path in _inside(folder):
            alive = certainly_alive(path.name)
            if certainly_dead(path.name) or (not alive and _changed(path) < before):
                yield path

    return Leftovers("scratch", "folders of processes that have ended", find)


def logs(run_folder: Path, log_folder: Path) -> Leftovers:
    """Return what runs printed, and logs that were set aside.

    Args:
        run_folder: of Dagster's home: a folder for each run.
        log_folder: of the factory's own processes.
    """

    def find(before: float) -> Iterator[Path]:
        runs = [path for path in _inside(run_folder) if RUN.fullmatch(path.name)]
        aside = [path for path in _inside(log_folder) if path.suffix.removeprefix(".").isdigit()]
        yield from (path for path in (*runs, *aside) if _changed(path) < before)

    return Leftovers("logs", "what runs printed, and logs that were set aside", find)


def _inside(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _changed(path: Path) -> float:
    """Return when anything in it was last changed; what is gone by now is not old."""
    return max((found.st_mtime for found in _found(path)), default=float("inf"))


def _bytes(path: Path) -> int:
    return sum(found.st_size for found in _found(path) if not stat.S_ISDIR(found.st_mode))


def _found(path: Path) -> Iterator[os.stat_result]:
    """Yield what a file or folder and all in it are, without what its owner removes meanwhile."""
    inside = (Path(at, name) for at, *names in os.walk(path) for name in chain(*names))
    for one in chain([path], inside):
        try:
            found = one.lstat()
        except FileNotFoundError:
            continue
        yield found
