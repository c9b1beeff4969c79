"""The keeper: a small process that owns one embedded Postgres for as long as it has users.

Started by `resources.postgres.server_session` as `python -m resources.postgres.keeper FOLDER [name=value ...]`,
which returns once the server answers (exit code 0) or cannot be started (1).
"""

import fcntl
import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType

from factory.errors import FactoryError
from resources.postgres.folder import ServerFolder
from resources.postgres.server import Server

LOOK_SECONDS = 0.2
PROBE_SECONDS = 1.0  # users look at our lock by holding it for an instant
LOG_BYTES = 5_000_000

log = logging.getLogger(__name__)


def keep(folder: ServerFolder, options: Sequence[str], ready: Callable[[], None]) -> int:
    """Be the keeper of a folder until nobody uses it; return the exit code.

    Args:
        folder: whose server to keep.
        options: settings of Postgres beside ours, as `name=value`.
        ready: called once the server answers, or when another keeper is at work already.
    """
    # Never closed: the kernel lets go of both when this process is gone, which others wait for.
    users = os.open(folder.users_lock, os.O_RDWR | os.O_CREAT, 0o600)
    lock = os.open(folder.keeper_lock, os.O_RDWR | os.O_CREAT, 0o600)
    if not _becomes_the_one(lock):
        ready()
        return 0
    server: Server | None = None
    try:
        folder.url_file.unlink(missing_ok=True)
        server = Server(folder, options)
        server.start()
        ready()
        _stay(server, folder, users)
    except (FactoryError, OSError) as error:
        log.error("%s", error)
        return 1
    finally:
        if server:
            server.stop()
    log.info("postgres has stopped")
    return 0


def _stay(server: Server, folder: ServerFolder, users: int) -> None:
    """Keep the server running until the last user has gone, or SIGTERM comes.

    Args:
        server: started again when it dies.
        folder: whose server it is.
        users: descriptor of `users.lock`; holds it exclusively when this returns for lack of users, so
            that a user who arrives now waits for the end.
    """
    told_to_stop = False

    def stop_soon(number: int, frame: FrameType | None) -> None:
        nonlocal told_to_stop
        told_to_stop = True

    signal.signal(signal.SIGTERM, stop_soon)
    while not told_to_stop and not _locks(users):
        if not server.runs:
            log.warning("postgres ended by itself; starting it again")
            folder.url_file.unlink(missing_ok=True)
            server.start()
        time.sleep(LOOK_SECONDS)


def _locks(file: int) -> bool:
    with suppress(BlockingIOError):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def _becomes_the_one(lock: int) -> bool:
    deadline = time.monotonic() + PROBE_SECONDS
    while not _locks(lock):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def _shorten(path: Path) -> None:
    if path.exists() and path.stat().st_size > LOG_BYTES:
        path.replace(path.with_name(f"{path.name}.1"))


def main() -> None:
    """Leave the caller's process tree, keep, and end when nobody needs it."""
    folder, options = ServerFolder(Path(sys.argv[1])), sys.argv[2:]
    awaited, told = os.pipe()
    if os.fork():
        os.close(told)
        sys.exit(0 if os.read(awaited, 1) else 1)
    os.close(awaited)
    os.umask(0o077)
    os.chdir("/")
    for name in [name for name in os.environ if name.startswith("PG")]:
        del os.environ[name]  # PGOPTIONS, PGSSLMODE and their like are meant for other servers
    logging.basicConfig(level=logging.INFO, format="%(asctime)s keeper %(process)d: %(message)s")
    _shorten(folder.server_log)

    def ready() -> None:
        os.write(told, b"!")
        os.close(told)

    sys.exit(keep(folder, options, ready))


if __name__ == "__main__":
    main()
