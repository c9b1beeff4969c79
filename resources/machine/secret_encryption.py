"""Sealing: secrets are kept encrypted, with a key of the environment or of a file of this user alone."""

import os
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from factory.errors import PermanentError
from resources.machine.environment_variables import Settings
from resources.machine.private_files import private_folder

KEY_FILE = "grants.key"
KEY_VARIABLE = "FACTORY_GRANTS_KEY"


class Seal:
    """Seals and opens short texts (Fernet: AES-128-CBC with HMAC-SHA256).

    Args:
        settings: the key that `FACTORY_GRANTS_KEY` holds, else the folder of `grants.key`, mode
            0600, which is made when something is first sealed.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def seal(self, text: str) -> str:
        """Return the text encrypted."""
        return self._fernet().encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """Return what was sealed.

        Raises:
            PermanentError: it was sealed with another key, or altered.
        """
        try:
            return self._fernet().decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise PermanentError(
                "could not open what is kept of a connected account: it was sealed with another "
                f"key; set {KEY_VARIABLE} to the key it was sealed with, or restore "
                f"{self._file}, or connect the account anew"
            ) from None

    @property
    def _file(self) -> Path:
        return self._settings.door / KEY_FILE

    def _fernet(self) -> Fernet:
        given = self._settings.grants_key
        key = given.get_secret_value().strip().encode() if given else self._kept()
        try:
            return Fernet(key)
        except ValueError:
            where = KEY_VARIABLE if given else self._file
            raise PermanentError(
                f"could not use the key in {where}: wanted 32 bytes in URL-safe base64, such as "
                '`python -c "from cryptography.fernet import Fernet; print(Fernet.generate_key())"` '
                "makes"
            ) from None

    def _kept(self) -> bytes:
        private_folder(self._file.parent)
        try:
            handle = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return self._file.read_bytes().strip()
        with os.fdopen(handle, "wb") as file:
            file.write(Fernet.generate_key())
            file.flush()
            os.fsync(file.fileno())
        return self._file.read_bytes()
