"""Long-running child processes: started in a group of their own, gone when their owner is gone."""

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from factory.errors import PermanentError
from resources.machine.private_files import private_folder

# Linux ends a child with the thread that started it only if the child asks for it before it becomes
# the program itself. Done in a fresh interpreter: code between fork and exec may deadlock where
# threads run. SIGINT goes back to its default, because a shell that started us in the background
# has it ignored.
BOUND_TO_PARENT = """
import ctypes, os, signal, sys
ctypes.CDLL(None).prctl(1, int(sys.argv[2]))
signal.signal(signal.SIGINT, signal.default_int_handler)
if os.getppid() != int(sys.argv[1]):
    sys.exit("the process that wanted this is gone")
os.execv(sys.argv[3], sys.argv[3:])
"""


def bound_to_parent(command: Sequence[str], farewell: signal.Signals) -> list[str]:
    """Return a command that gets `farewell` when the thread that starts it ends; Linux only."""
    if sys.platform != "linux":
        return list(command)
    guard = [sys.executable, "-I", "-S", "-c", BOUND_TO_PARENT]
    return [*guard, str(os.getpid()), str(int(farewell)), *command]


def die_with_parent(farewell: signal.Signals) -> None:
    """Have this process get `farewell` when the thread that started it ends; Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, int(farewell))  # PR_SET_PDEATHSIG


PORTS_TRIED = 100
LAST_PORT = 65_535
BACKLOG = 128
ASK_SECONDS = 10.0
SILENT_SECONDS = 60.0
"""A program that lives and has not answered for this long hangs."""
LOG_BYTES = 10 << 20
"""A log longer than this becomes the `.1` beside it, and a new one begins."""


class Service:
    """One program that is kept running.

    Args:
        name: of it, in messages.
        command: that starts it.
        log: where its output goes.
        inherits: descriptors of files that it gets.
        answers: whether it does; None: who lives is believed to.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        log: Path,
        inherits: Sequence[int] = (),
        answers: Callable[[], bool] | None = None,
    ) -> None:
        self.name = name
        self._answers = answers
        self._asked = 0.0
        self._heard: float | None = None
        self.log = log
        self.starts = 0
        self._command = list(command)
        self._inherits = tuple(inherits)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; its output goes to the log file, which only this user can read."""
        private_folder(self.log.parent)
        private = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(private, "ab") as log:
            self._process = subprocess.Popen(
                bound_to_parent(self._command, signal.SIGTERM),
                pass_fds=self._inherits,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.starts += 1
        self._heard = None  # it may take long to load

    @property
    def running(self) -> bool:
        """Whether its process lives."""
        return self._process is not None and self._process.poll() is None

    @property
    def exit_code(self) -> int | None:
        """How it ended, if it did."""
        return self._process.poll() if self._process else None

    def hangs(self) -> bool:
        """Whether it lives, has answered and does not since a minute; it is asked every ten seconds."""
        now = time.monotonic()
        if self._answers is None or now - self._asked < ASK_SECONDS:
            return False
        self._asked = now
        if self._answers():
            self._heard = now
        return self._heard is not None and now - self._heard > SILENT_SECONDS

    def kill(self) -> None:
        """End the process alone, at once: what it started may finish."""
        if self._process:
            self._process.kill()
            self._process.wait()

    def trim_log(self) -> None:
        """Set a log aside that has grown too long; at most two of them are kept."""
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            # Copied and emptied, not renamed: the program goes on writing to the file it has open.
            shutil.copy(self.log, self.log.with_name(f"{self.log.name}.1"))
            os.truncate(self.log, 0)

    def ask_to_stop(self) -> None:
        """Send SIGTERM to the process alone, so that it may end its own children in order."""
        if self._process and self.running:
            self._process.send_signal(signal.SIGTERM)

    def make_sure(self, grace_seconds: float) -> None:
        """Wait for its end; kill what is left of its whole group after the grace."""
        if self._process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(grace_seconds)
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def tail(self, lines: int = 12) -> str:
        """Return the last lines of its log."""
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])


def listen_near(address: str, wanted: int) -> socket.socket:
    """Listen on the wanted port, or on the next one that nobody has.

    Whoever starts the server holds the socket: the port is ours before anybody reads its number,
    and stays ours while the server is started again.

    Raises:
        PermanentError: the address is not one of this machine, or no port is free.
    """
    try:
        family, *_, where = socket.getaddrinfo(
            address, None, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError as error:
        raise PermanentError(
            f"could not listen on {address!r}: {error}; FACTORY_LISTEN is an address of this machine"
        ) from error
    refused: OSError | None = None
    for port in range(wanted, min(wanted + PORTS_TRIED, LAST_PORT + 1)):
        server = socket.socket(family, socket.SOCK_STREAM)
        try:
            server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            server.bind((where[0], port))
            server.listen(BACKLOG)
        except OSError as error:
            server.close()
            refused = error
        else:
            return server
    raise PermanentError(
        f"could not listen on {address}, ports {wanted} to {wanted + PORTS_TRIED - 1}: {refused}; "
        "name another with --port, or another address with FACTORY_LISTEN"
    ) from refused


def wait_until(
    holds: Callable[[], bool], service: Service, seconds: float, given_up: Callable[[], bool]
) -> bool:
    """Wait for what a service shall do; False when it died or the time is up."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and service.running and not given_up():
        if holds():
            return True
        time.sleep(0.2)
    return False
