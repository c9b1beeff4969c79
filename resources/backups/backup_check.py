"""The check of a backup: read from end to end, every file compared with its hash."""

from factory.errors import PermanentError
from resources.backups.backup_folder import DUMP, BackupFolder, damaged
from resources.machine.atomic_files import sha256_of


def check_backup(folder: BackupFolder, name: str) -> None:
    """Read a backup from end to end; it is not put back anywhere.

    Raises:
        PermanentError: something is missing or not what it was; the message names it.
    """
    manifest = folder.manifest(name)
    dump = folder.folder(name) / DUMP
    if not dump.is_file() or sha256_of(dump) != manifest.dump_sha256:
        raise PermanentError(damaged(dump))
    read = set[str]()
    for file in folder.files(name):
        if file.sha256 not in read:
            content = folder.content(file.sha256)
            if not content.is_file() or sha256_of(content) != file.sha256:
                raise PermanentError(damaged(content, file.path))
            read.add(file.sha256)
