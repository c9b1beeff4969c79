"""Files and folders that only this user can open."""

import os
from pathlib import Path

from factory.errors import PermanentError

OWNER_ONLY = 0o700


def private_folder(path: Path, mode: int = OWNER_ONLY) -> Path:
    """Make a folder, or narrow the one that is there, to what `mode` allows.

    Raises:
        PermanentError: it is another user's, so that what lies in it would be, too.
    """
    path.mkdir(parents=True, exist_ok=True)
    found = path.stat()
    if found.st_uid != os.getuid():
        raise PermanentError(
            f"could not use {path}: it belongs to user {found.st_uid}, wanted {os.getuid()}; run as "
            "its owner, or set FACTORY_HOME to a folder of your own"
        )
    if found.st_mode & 0o777 != mode:
        path.chmod(mode)
    return path


def write_private(path: Path, text: str) -> None:
    """Write a file that only this user can read; other readers see the old text or the new."""
    scratch = path.with_name(f"{path.name}.partial")
    scratch.unlink(missing_ok=True)
    with os.fdopen(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    scratch.replace(path)


def read_private(path: Path) -> str:
    """Return the text of a file that holds a secret.

    Raises:
        PermanentError: it cannot be read, or others can read it.
    """
    try:
        mode = path.stat().st_mode & 0o777
        if mode & 0o077:
            raise PermanentError(
                f"could not use {path}: others can read it (mode {mode:o}), wanted 600; "
                f"chmod 600 {path}"
            )
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PermanentError(f"could not read {path}: {type(error).__name__}") from None
