"""The hash of a file as it lies on disk at this moment."""

import hashlib
from pathlib import Path


def sha256_of(path: Path) -> str:
    """Return the file's SHA-256 as hex, read now; no cache, because a verdict hangs on it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
