"""The keys of the door: a token that may do everything, and one that may only look."""

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, get_args

from factory.errors import PermanentError
from resources.machine.private_files import private_folder, write_private

Role = Literal["operator", "look"]
ROLES: tuple[Role, ...] = get_args(Role)
TOKEN_BYTES = 32


class DoorKeys:
    """`operator.token` and `look.token` in a folder that nobody else opens."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def renew(self) -> None:
        """Make new tokens; whoever came in by the old ones is out."""
        private_folder(self._folder)
        for role in ROLES:
            write_private(self.file(role), secrets.token_urlsafe(TOKEN_BYTES))

    def file(self, role: Role) -> Path:
        """Return where a token lies."""
        return self._folder / f"{role}.token"

    def token(self, role: Role) -> str:
        """Return one token.

        Raises:
            PermanentError: it is gone.
        """
        try:
            return self.file(role).read_text(encoding="ascii").strip()
        except OSError as error:
            raise PermanentError(
                f"could not read the key of the door: {error}; stop `factory up` and start it again"
            ) from error

    def tokens(self) -> Mapping[Role, str]:
        """Return both."""
        return {role: self.token(role) for role in ROLES}
