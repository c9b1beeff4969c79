"""Runs of a worker as forks of a process that has imported the factory.

Linux ends that process with the worker, and each fork with that process: whoever kills a worker leaves no run behind.
"""

import os
import signal
import sys
import threading
from multiprocessing import connection
from multiprocessing.context import ForkServerProcess
from typing import Final

from resources.machine.child_processes import die_with_parent
from resources.machine.preloaded_process import forks_of_preloaded

BOUND: Final = "resources.run_workers.bound_forks"
"""Not imported here: it would bind the worker to whoever started that."""


class Forks:
    """Begins runs as forks; made by the first thread of a worker, with which all of them end."""

    def __init__(self) -> None:
        self._context = forks_of_preloaded(BOUND)
        self._lock = threading.Lock()
        """Whoever starts a process looks which others have ended, and would take their exit codes away."""

    def wait(self) -> None:
        """Wait until all is imported: a run that waits for that would not be heard of meanwhile."""
        first = self._context.Process(target=os.getpid)
        first.start()
        first.join()

    def begin(self, action: str, run_body: str) -> "ForkedRun":
        """Begin what executes or resumes a run, which is given as the database keeps it."""
        arguments = (action, run_body)
        process = self._context.Process(target=_be_run, args=arguments)
        with self._lock:
            process.start()
        return ForkedRun(process, self._lock)


class ForkedRun:
    """See `resources.run_workers.run_process.RunningProcess`."""

    def __init__(self, process: ForkServerProcess, lock: threading.Lock) -> None:
        self._process, self._lock = process, lock
        self.pid = process.pid or 0

    def wait(self, seconds: float | None) -> int | None:
        """Return its exit code; None: it has not ended after so many seconds."""
        connection.wait([self._process.sentinel], seconds)
        with self._lock:
            return self._process.exitcode


def _be_run(action: str, run_body: str) -> None:
    """Do what a run's program does, in a group of its own."""
    from resources.run_workers.bound_forks import PROCESS

    os.setsid()
    die_with_parent(signal.SIGKILL)
    if os.getppid() != PROCESS:
        sys.exit("the worker that wanted this is gone")
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    from resources.run_workers.run_program import main  # what it imports is here already

    main(action, run_body)
