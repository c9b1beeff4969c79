"""Backups by hand: putting the factory away, reading a backup back, starting from one."""

from dataclasses import asdict
from pathlib import Path

from factory.ports import BackupReport
from factory.records import Payload
from wiring.factory import open_factory
from wiring.restored_backup import restore_backup


class BackupFacts(Payload):
    """What was put away, read back, or put back."""

    name: str
    place: str
    files: int
    bytes: int
    new_files: int
    new_bytes: int
    missing: tuple[str, ...]


def back_up(to: Path | None, *, check: bool) -> BackupFacts:
    """Put the factory away, or read the newest backup from end to end.

    Args:
        to: the place; None takes the one that the settings name.
        check: read instead of write.
    """
    with open_factory() as factory:
        backups = factory.backups_in(to) if to else factory.backups
        return _facts(backups.check() if check else backups.make())


def start_from_backup(place: Path, name: str | None) -> BackupFacts:
    """Put a backup back on an empty machine; the newest where none is named."""
    return _facts(restore_backup(place, name))


def _facts(report: BackupReport) -> BackupFacts:
    return BackupFacts(**asdict(report))
