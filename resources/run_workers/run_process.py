"""The process of one run on a worker: begun under a lease, and ended when that is lost."""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final

from factory.errors import TransientError
from resources.machine.child_processes import bound_to_parent
from resources.run_workers.run_leases import BEAT_SECONDS, LEASE_SECONDS, RunLeases

SURE_SECONDS: Final = LEASE_SECONDS - 4.0
"""Unheard for longer, a worker ends its run: another may take it 15 s after the last beat."""
PATIENCE_SECONDS: Final = 30.0
"""How long a run that was called off may take to stop its own children."""

log = logging.getLogger(__name__)


class RunProcess:
    """Runs one command for one run.

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

    def run(self, command: Sequence[str]) -> int | None:
        """Run the command to its end; return its exit code. None: the lease was lost, and it killed.

        The kernel kills it with this thread: a run must not outlive the worker that has its lease.
        """
        process = subprocess.Popen(
            bound_to_parent(command, signal.SIGKILL),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            code = self._watched(process)
        finally:
            _end_group(process, signal.SIGKILL)
            process.wait()
        if code is None:
            log.warning("run %s: lease lost, its process was killed", self._run_id)
            return None
        _until_known(lambda: self._leases.end(self._run_id, self._worker, code))
        return code

    def _watched(self, process: "subprocess.Popen[bytes]") -> int | None:
        heard = time.monotonic()
        asked_to_stop: float | None = None
        while True:
            with suppress(subprocess.TimeoutExpired):
                return process.wait(self._beat_seconds)
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
                _end_group(process, signal.SIGINT)
            elif asked_to_stop and now - asked_to_stop > PATIENCE_SECONDS:
                _end_group(process, signal.SIGKILL)


def dagster_command(action: str, order: str) -> list[str]:
    """Return the command that executes or resumes a run in a process of its own."""
    return [sys.executable, "-m", "dagster", "api", action, order]


def _end_group(process: "subprocess.Popen[bytes]", order: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, order)


def _until_known(do: Callable[[], None]) -> None:
    """Note the end; where the database is away, Dagster's own monitoring finds the run unheard."""
    with suppress(TransientError):
        do()
