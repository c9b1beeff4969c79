"""Secrets that are handed out once: made at random, kept as a hash."""

import hashlib
import secrets

BYTES = 32


def new_secret(prefix: str = "") -> str:
    """Return 256 random bits as text."""
    return prefix + secrets.token_urlsafe(BYTES)


def hashed(secret: str) -> str:
    """Return what is kept of a secret; as it is long and random, SHA-256 alone hides it.

    Rows are found by this hash: how long a comparison takes tells nothing about the secret.
    """
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()
