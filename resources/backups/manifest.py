"""What a backup says of itself: when, of which tables, with which files."""

from datetime import datetime

from factory.records import Payload


class StoredFile(Payload):
    """One file of a home, and its content by hash."""

    path: str
    """Relative to the home, with `/`."""
    sha256: str
    bytes: int
    mtime_ns: int
    """By which the next backup knows that it need not be read again."""


class BackupManifest(Payload):
    """The last file that is written: a backup without one is none."""

    name: str
    made_at: datetime
    tables: str
    """The version of the factory's tables: the number of the newest migration."""
    server: str
    """The version of the Postgres that was dumped."""
    dump_sha256: str
    dump_bytes: int
    list_sha256: str
    """Of `files.jsonl`."""
    files: int
    bytes: int
    """Of all files together, each path counted."""
    videos: int
    missing: tuple[str, ...] = ()
    """Files that the catalogue names and the store did not hold as it names them."""
    keys: tuple[str, ...] = ()
    """Names of the environment variables with a key or a password that were set; no value."""
