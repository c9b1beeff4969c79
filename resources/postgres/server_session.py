"""A Postgres for the factory: the one that DATABASE_URL names, or an embedded one that comes and goes."""

import fcntl
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from factory.errors import FactoryError, PermanentError, TransientError
from resources.machine.environment_variables import Settings
from resources.machine.paths import PROJECT
from resources.postgres.cluster import installed_programs
from resources.postgres.folder import ServerFolder

START_SECONDS = 120.0  # the first start initialises the data: below 2 s, unless the disk is busy
STOP_SECONDS = 60.0
WATCH_SECONDS = 1.0
AFTER_FAILURE_SECONDS = 5.0
SCHEME = "postgresql+psycopg2"  # Dagster's event storage works with no other driver

log = logging.getLogger(__name__)


@contextmanager
def serving(
    settings: Settings, *, wait_for_stop: bool = False, options: Sequence[str] = ()
) -> Iterator[str]:
    """Have a Postgres for as long as the block lasts; yield its SQLAlchemy URL.

    Every process that is inside such a block uses the same embedded server. It stops when the
    last of them has left or died, and comes back on the same port if it is killed.

    Args:
        settings: an external server, or the embedded one's folder.
        wait_for_stop: return only when an embedded server that nobody else uses is gone.
        options: settings of Postgres as `name=value`, for the embedded server if this starts it.

    Raises:
        PermanentError: it cannot be started, or the URL is not one of Postgres.
        TransientError: it was not ready in time.
    """
    if settings.database_url:
        yield normalised(settings.database_url.get_secret_value())
        return
    folder = ServerFolder(settings.postgres)
    try:
        folder.path.mkdir(parents=True, exist_ok=True)
        users = folder.users_lock.open("ab")
    except OSError as error:
        raise PermanentError(
            f"could not use {folder.path} for the embedded Postgres: {error}; "
            "run as the user who owns it, or set DATABASE_URL"
        ) from error
    try:
        with users:
            _join(users, folder)
            url = _ensure(folder, options)
            with _watched(folder, options, url):
                yield url
    finally:
        if wait_for_stop:
            _wait_until_gone(folder)


def normalised(url: str) -> str:
    """Return a URL of Postgres with the driver that everything here works with.

    Raises:
        PermanentError: it is a URL of something else.
    """
    scheme, _, rest = url.partition("://")
    if scheme not in ("postgres", "postgresql", SCHEME) or not rest:
        raise PermanentError(
            f"DATABASE_URL has the scheme {scheme.split(':')[0]!r}; wanted "
            "postgresql://user:password@host:port/database"
        )
    return f"{SCHEME}://{rest}"


@dataclass(frozen=True, slots=True)
class ServerStatus:
    """What is known about an embedded server, without starting it."""

    running: bool
    port: int | None
    version: str
    data: Path
    data_bytes: int
    last_log_lines: tuple[str, ...]

    def __str__(self) -> str:
        """Say it in one line."""
        state = f"running on 127.0.0.1:{self.port}" if self.running else "not running"
        return f"{state}, {self.data_bytes / 1e6:.0f} MB in {self.data}"


def status(settings: Settings) -> ServerStatus:
    """Look at the embedded server.

    Raises:
        PermanentError: its programs are not installed or do not run.
    """
    folder = ServerFolder(settings.postgres)
    programs = installed_programs()
    try:
        said = subprocess.run(
            [str(programs / "postgres"), "--version"], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise PermanentError(f"could not run {programs / 'postgres'}: {error}") from error
    running = folder.is_kept() and folder.read_url() is not None
    return ServerStatus(
        running=running,
        port=folder.read_port() if running else None,
        version=said.split()[-1],
        data=folder.data,
        data_bytes=_size_bytes(folder.data),
        last_log_lines=tuple(folder.tail().splitlines()),
    )


def _size_bytes(data: Path) -> int:
    """Add up the files; some of a running server vanish meanwhile."""
    total = 0
    for parent, _, names in os.walk(data):
        for name in names:
            try:
                total += (Path(parent) / name).lstat().st_size
            except FileNotFoundError:
                continue
    return total


def _join(users: IO[bytes], folder: ServerFolder) -> None:
    """Become a user; a keeper that is stopping is waited for."""
    deadline = time.monotonic() + START_SECONDS
    while not _try_lock(users, fcntl.LOCK_SH):
        if time.monotonic() > deadline:
            raise TransientError(
                f"could not use the embedded Postgres in {folder.path}: its keeper has been "
                f"stopping for {START_SECONDS:.0f} s; its last lines:\n{folder.tail()}"
            )
        time.sleep(0.02)


def _ensure(folder: ServerFolder, options: Sequence[str]) -> str:
    """Return the URL of a server that answers; start a keeper where there is none."""
    deadline = time.monotonic() + START_SECONDS
    while (left := deadline - time.monotonic()) > 0:
        if not folder.is_kept():
            _start_keeper(folder, options, left)
        elif url := folder.read_url():
            return url
        else:
            time.sleep(0.02)
    raise TransientError(
        f"the embedded Postgres in {folder.path} was not ready within {START_SECONDS:.0f} s; "
        f"its last lines:\n{folder.tail()}"
    )


def _start_keeper(folder: ServerFolder, options: Sequence[str], timeout_seconds: float) -> None:
    """Run the keeper's first process, which ends as soon as the server answers."""
    command = [sys.executable, "-m", "resources.postgres.keeper", str(folder.path), *options]
    with folder.keeper_log.open("ab") as output:
        try:
            code = subprocess.run(
                command,
                cwd=PROJECT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                timeout=timeout_seconds,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired:
            return
    if code != 0:
        raise PermanentError(
            f"could not start the embedded Postgres in {folder.path}; its last lines:\n"
            f"{folder.tail()}"
        )


@contextmanager
def _watched(folder: ServerFolder, options: Sequence[str], url: str) -> Iterator[None]:
    """Start a new keeper whenever the old one was killed, for as long as we are a user."""
    done = threading.Event()
    watcher = threading.Thread(
        target=_watch, args=(folder, options, url, done), name="postgres-watcher", daemon=True
    )
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def _watch(folder: ServerFolder, options: Sequence[str], url: str, done: threading.Event) -> None:
    pause_seconds = WATCH_SECONDS
    while not done.wait(pause_seconds):
        pause_seconds = WATCH_SECONDS
        try:
            if not folder.path.exists():
                return
            if not folder.is_kept() and _ensure(folder, options) != url:
                log.error("the embedded Postgres came back on another port; start again")
        except (FactoryError, OSError) as error:  # also: may not look, as another user for now
            log.error("could not watch the embedded Postgres: %s", error)
            pause_seconds = AFTER_FAILURE_SECONDS


def _wait_until_gone(folder: ServerFolder) -> None:
    """Wait for the keeper's end, unless somebody else keeps it busy."""
    deadline = time.monotonic() + STOP_SECONDS
    with folder.users_lock.open("ab") as users:
        while folder.is_kept():
            if time.monotonic() > deadline:
                log.error("the embedded Postgres has not stopped in %.0f s", STOP_SECONDS)
                return
            # A shared lock is had beside users, never beside a keeper that is stopping.
            if not _try_lock(users, fcntl.LOCK_EX) and _try_lock(users, fcntl.LOCK_SH):
                return
            fcntl.flock(users, fcntl.LOCK_UN)
            time.sleep(0.05)


def _try_lock(file: IO[bytes], kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
