"""Long-running child processes: started in a group of their own, gone when their owner is gone."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

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


LOG_BYTES = 10 << 20
"""A log longer than this becomes the `.1` beside it, and a new one begins."""


class Service:
    """One program that is kept running."""

    def __init__(
        self, name: str, command: Sequence[str], environment: Mapping[str, str], log: Path
    ) -> None:
        self.name = name
        self.log = log
        self.starts = 0
        self._command = list(command)
        self._environment = dict(environment)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; its output goes to the log file."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                bound_to_parent(self._command, signal.SIGTERM),
                env={**os.environ, **self._environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.starts += 1

    @property
    def running(self) -> bool:
        """Whether its process lives."""
        return self._process is not None and self._process.poll() is None

    @property
    def exit_code(self) -> int | None:
        """How it ended, if it did."""
        return self._process.poll() if self._process else None

    def trim_log(self) -> None:
        """Set a log aside that has grown too long; at most two of them are kept."""
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            # Copied and emptied, not renamed: the program goes on writing to the file it has open.
            shutil.copyfile(self.log, self.log.with_name(f"{self.log.name}.1"))
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


def free_port(wanted: int) -> int:
    """Return the wanted port, or the next one on loopback that nobody listens on."""
    for port in range(wanted, wanted + 100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with suppress(OSError):
                probe.bind(("127.0.0.1", port))
                return port
    raise OSError(f"no free port from {wanted} to {wanted + 99} on 127.0.0.1")


def answers(port: int) -> bool:
    """Whether something accepts connections on this loopback port."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def wait_until_answers(
    port: int, service: Service, seconds: float, given_up: Callable[[], bool]
) -> bool:
    """Wait for a service to accept connections; False when it died or the time is up."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and service.running and not given_up():
        if answers(port):
            return True
        time.sleep(0.2)
    return False
