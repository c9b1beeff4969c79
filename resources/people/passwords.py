"""Passwords: hashed by argon2id, a few at a time, as each takes 64 MiB."""

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

AT_ONCE = 2
"""More people who sign in at the same time wait for each other."""


class Passwords:
    """Makes and compares hashes.

    Args:
        hasher: by default argon2-cffi's own choice, RFC 9106's for little memory: 64 MiB, 3 rounds.
    """

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._turns = threading.Semaphore(AT_ONCE)
        self._nobodys: str | None = None

    def hash(self, password: str) -> str:
        """Return what is kept of a password."""
        with self._turns:
            return self._hasher.hash(password)

    def fits(self, kept: str | None, password: str) -> bool:
        """Whether a password is the one that was kept; for nobody's it takes as long to say no."""
        if kept is None and self._nobodys is None:
            self._nobodys = self.hash("nobody signs in by this")
        with self._turns:
            try:
                return self._hasher.verify(kept or self._nobodys or "", password) and bool(kept)
            except (VerifyMismatchError, VerificationError, InvalidHashError):
                return False
