"""One Postgres process over a cluster: started, asked until it answers, stopped, replaced."""

import ctypes
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import psutil
import psycopg2

from factory.errors import DiskFull, PermanentError
from resources.machine.atomic_files import full_disk, is_full
from resources.machine.private_files import write_private
from resources.postgres.cluster import CLEAN_ENVIRONMENT, DATABASE, USER, prepare
from resources.postgres.folder import ServerFolder

READY_SECONDS = 90.0  # recovery after a crash reads the write-ahead log, at most 1 GB
STOP_SECONDS = ((signal.SIGINT, 30.0), (signal.SIGQUIT, 10.0))  # fast, then without a checkpoint
LEFTOVER_SECONDS = 20.0
ATTEMPTS = 4
ATTEMPTS_ON_ONE_PORT = 2
PR_SET_PDEATHSIG = 1

OPTIONS = (
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",  # their paths are limited to 107 bytes
    "max_connections=200",
    "shared_buffers=128MB",
    "log_checkpoints=off",
    "log_line_prefix=%m [%p] ",
)

log = logging.getLogger(__name__)


class Server:
    """The server of one folder; the caller is the folder's keeper and has one thread."""

    def __init__(self, folder: ServerFolder, options: Sequence[str]) -> None:
        self._folder = folder
        self._options = (*OPTIONS, *options)
        self._cluster = prepare(folder, sync="fsync=off" not in options)
        self._password = folder.password_file.read_text(encoding="utf-8")
        self._port = free_port(folder.read_port())
        self._process: subprocess.Popen[Any] | None = None
        self._has_users = False

    @property
    def runs(self) -> bool:
        """Whether its process lives."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it and publish its URL, on the port of last time if possible.

        Once it has answered, its users know the port: it stays.

        Raises:
            DiskFull: it does not come up, and there is no room for it.
            PermanentError: it does not come up; its log says why.
        """
        for attempt in range(ATTEMPTS):
            if attempt >= ATTEMPTS_ON_ONE_PORT and not self._has_users:
                self._port = free_port(None)
            _end_leftovers(self._cluster.data)
            self._process = self._spawn()
            if self._answers(self._process):
                self._publish()
                self._has_users = True
                log.info("postgres %d serves on port %d", self._process.pid, self._port)
                return
            self.stop()
        if is_full(self._cluster.data):
            raise DiskFull(full_disk(self._cluster.data, "what Postgres needs to start"))
        raise PermanentError(
            f"could not start Postgres on {self._cluster.data}: it ended, or did not answer "
            f"within {READY_SECONDS:.0f} s, {ATTEMPTS} times; see {self._folder.server_log}"
        )

    def stop(self) -> None:
        """Stop it in order; one that does not listen is killed."""
        self._folder.url_file.unlink(missing_ok=True)
        if self._process is None:
            return
        for order, seconds in STOP_SECONDS:
            self._process.send_signal(order)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(seconds)
                return
        self._process.kill()
        self._process.wait()

    def _publish(self) -> None:
        write_private(self._folder.port_file, str(self._port))
        secret = f"{USER}:{self._password}"
        url = f"postgresql+psycopg2://{secret}@127.0.0.1:{self._port}/{DATABASE}"
        write_private(self._folder.url_file, url)

    def _spawn(self) -> subprocess.Popen[Any]:
        options = (f"port={self._port}", *self._options)
        command = [str(self._cluster.programs / "postgres"), "-D", str(self._cluster.data)]
        command += [word for option in options for word in ("-c", option)]
        with self._folder.server_log.open("ab") as output:
            return subprocess.Popen(
                command,
                cwd="/",
                env=CLEAN_ENVIRONMENT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                preexec_fn=_ends_with(os.getpid()),  # noqa: PLW1509  (one thread: no deadlock)
                **self._cluster.identity(),
            )

    def _answers(self, process: subprocess.Popen[Any]) -> bool:
        """Wait until it accepts a connection, and make our database if it is not there yet."""
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline and process.poll() is None:
            try:
                self._make_database()
            except psycopg2.OperationalError:
                time.sleep(0.03)
            else:
                return True
        return False

    def _make_database(self) -> None:
        connection = psycopg2.connect(
            host="127.0.0.1",
            port=self._port,
            user=USER,
            password=self._password,
            dbname="postgres",
            connect_timeout=5,
        )
        with closing(connection), connection.cursor() as cursor:
            connection.autocommit = True
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,))
            if cursor.fetchone() is None:
                cursor.execute(f"CREATE DATABASE {DATABASE}")


def free_port(wanted: int | None) -> int:
    """Return the wanted port of loopback if nobody listens on it, or any free one."""
    for port in (wanted, 0) if wanted else (0,):
        with socket.socket() as probe, suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return probe.getsockname()[1]
    raise PermanentError("could not find a free port on 127.0.0.1 for the embedded Postgres")


def servers_on(data: Path) -> list[psutil.Process]:
    """Return every Postgres process that works in a data directory."""
    home, found = str(data.resolve()), list[psutil.Process]()
    for process in psutil.process_iter():
        with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            if process.name() == "postgres" and process.cwd() == home:
                found.append(process)
    return found


def _end_leftovers(data: Path) -> None:
    """Wait for the processes of an earlier server, then forget its postmaster.pid.

    Its number may belong to a stranger by now, whom Postgres would take for the earlier server.
    Who really works on the data is known by name and working directory.
    """
    card = data / "postmaster.pid"
    if not card.exists():
        return
    deadline = time.monotonic() + LEFTOVER_SECONDS
    order = signal.SIGINT
    while left := servers_on(data):
        for process in left:
            with suppress(psutil.NoSuchProcess):
                process.send_signal(order)
        psutil.wait_procs(left, timeout=max(0.1, deadline - time.monotonic()))
        order = signal.SIGKILL
    card.unlink(missing_ok=True)


def _ends_with(parent: int) -> Callable[[], None] | None:
    """Return what a child does so that Linux sends it SIGINT (a fast stop) when we are killed.

    It must run after the change of user, which clears the request; `subprocess` does it so.
    """
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl

    def ask() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGINT)
        if os.getppid() != parent:
            os._exit(1)

    return ask
