"""The process of one run on a worker: begun under a lease, and ended when that is lost."""

import logging
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final, Protocol

from factory.errors import TransientError
from resources.machine.child_processes import bound_to_parent
from resources.run_workers.run_leases import BEAT_SECONDS, RUN_LEASE_SECONDS, RunLeases

SURE_SECONDS: Final = RUN_LEASE_SECONDS - 4.0
"""Unheard for longer, a worker ends its run: another may take it 15 s after the last beat."""
RUN_PROGRAM: Final = "resources.run_workers.run_program"
"""Not imported here: it loads Dagster and the factory, and who looks after it needs neither."""
PATIENCE_SECONDS: Final = 30.0
"""How long a run that was called off may take to stop its own children."""

log = logging.getLogger(__name__)


class RunningProcess(Protocol):
    """A process that executes a run, in a group of its own, and is ended by the kernel with the worker."""

    @property
    def pid(self) -> int:
        """Of the process, and of its group once it has begun."""
        ...

    def wait(self, seconds: float | None) -> int | None:
        """Return its exit code, below 0 for a signal; None: it has not ended after so many seconds."""
        ...


class Program:
    """A command as such a process: the kernel ends it with the thread that begins it.

    Args:
        command: and its arguments, which every account of the machine can read.
        told: what it finds on its standard input, of any length, which nobody else can read.
    """

    def __init__(self, command: Sequence[str], told: str = "") -> None:
        with tempfile.TemporaryFile() as words:  # a pipe would keep us until it is read
            words.write(told.encode())
            words.seek(0)
            self._process = subprocess.Popen(
                bound_to_parent(command, signal.SIGKILL), stdin=words, start_new_session=True
            )
        self.pid = self._process.pid

    def wait(self, seconds: float | None) -> int | None:
        """See `RunningProcess.wait`."""
        with suppress(subprocess.TimeoutExpired):
            return self._process.wait(seconds)
        return None


class RunProcess:
    """Looks after the process of one run.

    Args:
        leases: which wait for no database.
        run_id: of the run.
        worker: in whose name.
        beat_seconds: how often it is said that the worker lives.
        sure_seconds: how long that may fail before the lease counts as lost.
    """

    def __init__(
        self,
        leases: RunLeases,
        run_id: str,
        worker: str,
        *,
        beat_seconds: float = BEAT_SECONDS,
        sure_seconds: float = SURE_SECONDS,
    ) -> None:
        self._leases = leases
        self._run_id = run_id
        self._worker = worker
        self._beat_seconds = beat_seconds
        self._sure_seconds = sure_seconds

    def run(self, begin: Callable[[], RunningProcess]) -> int | None:
        """Have the process begun and wait for it; return its exit code. None: the lease was lost, and it killed."""
        process = begin()
        code = None
        try:
            code = self._watched(process)
        finally:
            _end(process, signal.SIGKILL)
            process.wait(None)
        if code is None:
            log.warning("run %s: lease lost, its process was killed", self._run_id)
            return None
        _until_known(lambda: self._leases.end(self._run_id, self._worker, code))
        return code

    def _watched(self, process: RunningProcess) -> int | None:
        heard = time.monotonic()
        asked_to_stop: float | None = None
        while True:
            if (code := process.wait(self._beat_seconds)) is not None:
                return code
            now = time.monotonic()
            try:
                called_off = self._leases.beat(self._run_id, self._worker)
            except TransientError:
                if now - heard > self._sure_seconds:
                    return None
                continue
            heard = now
            if called_off is None:
                return None
            if called_off and asked_to_stop is None:
                asked_to_stop = now
                _end(process, signal.SIGINT)
            elif asked_to_stop and now - asked_to_stop > PATIENCE_SECONDS:
                _end(process, signal.SIGKILL)


def program(action: str, run_body: str) -> Program:
    """Begin the program that executes or resumes a run, which is given as the database keeps it."""
    return Program([sys.executable, "-m", RUN_PROGRAM, action], told=run_body)


def _end(process: RunningProcess, order: signal.Signals) -> None:
    """Send a signal to all of its group, or to it alone where it has not made one yet."""
    try:
        os.killpg(process.pid, order)
    except ProcessLookupError:
        if process.wait(0) is None:
            with suppress(ProcessLookupError):
                os.kill(process.pid, order)


def _until_known(do: Callable[[], None]) -> None:
    """Note the end; where the database is away, Dagster's own monitoring finds the run unheard."""
    with suppress(TransientError):
        do()
