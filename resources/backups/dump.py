"""The database as one file and back: `pg_dump` and `pg_restore` of the embedded server's wheel."""

import os
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Engine

from factory.errors import DiskFull, PermanentError, TransientError
from resources.backups.empty_database import make_room
from resources.database.connection import transact
from resources.database.tables import HEAD
from resources.machine.atomic_files import FULL_WORDS, full_disk
from resources.postgres.cluster import CLEAN_ENVIRONMENT, installed_programs

OWNERS: tuple[str, ...] = ("--no-owner", "--no-privileges")
"""Who restores it owns it: roles are the server's, not the factory's."""
AWAY = ("could not connect", "connection to server", "server closed the connection")


def dump(engine: Engine, snapshot: str, target: Path) -> None:
    """Write everything in the database, as a transaction that is still open sees it.

    Args:
        engine: of the database.
        snapshot: exported by that transaction (`pg_export_snapshot`).
        target: a file that is not there yet.

    Raises:
        TransientError: the server went away.
        PermanentError: pg_dump refuses; for example the server is newer than the program.
    """
    command = ["pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={target}", *OWNERS]
    _run(engine, command, "dump the database", target.parent)
    with target.open("rb") as written:
        os.fsync(written.fileno())


def restore(engine: Engine, source: Path) -> None:
    """Fill an empty database in one transaction: all of it is there afterwards, or nothing.

    Raises:
        TransientError: the server went away.
        PermanentError: the database is not empty (nothing was touched), or pg_restore refuses.
    """
    transact(engine, make_room)
    command = ["pg_restore", "--single-transaction", "--exit-on-error", *OWNERS, str(source)]
    _run(engine, command, "restore the database", source.parent)


def _run(engine: Engine, command: Sequence[str], what: str, folder: Path) -> None:
    program, *rest = command
    url = engine.url
    where = {
        "PGHOST": url.host or "127.0.0.1",
        "PGPORT": str(url.port or 5432),
        "PGUSER": url.username or "",
        "PGPASSWORD": str(url.password or ""),
        "PGDATABASE": url.database or "",
        **{f"PG{key.upper()}": str(value) for key, value in url.query.items() if key == "sslmode"},
    }
    database = () if program == "pg_dump" else (f"--dbname={url.database}",)
    done = subprocess.run(
        [str(installed_programs() / program), *database, "--no-password", *rest],
        env={**CLEAN_ENVIRONMENT, **{key: value for key, value in where.items() if value}},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode == 0:
        return
    said = " ".join(done.stderr.split())[-600:]
    if FULL_WORDS in said:
        raise DiskFull(full_disk(folder, "the dump of the database"))
    failed = TransientError if any(words in said for words in AWAY) else PermanentError
    raise failed(f"could not {what} at {url.render_as_string()}: {program} said: {said}")


def check_version(tables: str) -> None:
    """Refuse tables that are newer than this code.

    Raises:
        PermanentError: they are.
    """
    with suppress(ValueError):
        if int(tables) <= int(HEAD):
            return
    raise PermanentError(
        f"the backup's tables are of version {tables[:20]}, this code knows them up to {HEAD}; "
        "update the code, then restore again"
    )
