"""The process that a worker's runs are forks of imports this first: it ends with the worker, as they do with it."""

import os
import signal
from typing import Final

from resources.machine.child_processes import die_with_parent

PROCESS: Final = os.getpid()
"""In a fork: of the process that it is a fork of."""

die_with_parent(signal.SIGKILL)
# Who stops a whole group lets the worker finish its runs.
signal.signal(signal.SIGTERM, signal.SIG_IGN)
