"""Backups: all that a factory cannot make anew, kept somewhere else."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class BackupReport:
    """What was put away, or read back."""

    name: str
    """Of the backup: when it was begun, such as `20261128T020000Z`."""
    place: str
    files: int
    bytes: int
    """Of all its files and of the database."""
    new_files: int = 0
    new_bytes: int = 0
    """What no earlier backup in the same place held."""
    missing: tuple[str, ...] = ()
    """Files that the catalogue names and the store does not hold as it names them."""


class Backups(Protocol):
    """Puts the whole factory away in the place that the settings name."""

    def make(self) -> BackupReport:
        """Put away the database and every file as they are at one moment; keep what is due.

        Raises:
            PermanentError: no place is set, it cannot be used, or somebody is at it.
            TransientError: videos changed again and again meanwhile.
        """
        ...

    def check(self) -> BackupReport:
        """Read the newest backup from end to end, and compare every hash.

        Raises:
            PermanentError: there is none, or it is damaged; the message names what.
        """
        ...
