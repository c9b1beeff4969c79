"""Restoring: a backup becomes the factory of an empty home."""

from pathlib import Path

from factory.ports import BackupReport
from resources.backups.backup_folder import BackupFolder
from resources.backups.restoring import Restoring
from resources.postgres.server_session import serving
from wiring.home import this_home


def restore_backup(root: Path, name: str | None) -> BackupReport:
    """Put a backup back into the home and database that the environment names, both empty.

    Args:
        root: the place of backups.
        name: of one; the newest if it is None.

    Raises:
        PermanentError: a factory runs here or is not empty, or the backup is damaged.
    """
    home = this_home()
    place = BackupFolder(root.expanduser().resolve())
    name = name or place.newest()
    home.prepare()
    with home.card.hold(), serving(home.settings, wait_for_stop=True) as url:
        return Restoring(place, home.settings.home, url).put_back(name)
