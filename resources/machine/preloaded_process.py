"""The preloaded process: it has imported the factory and does nothing else, and runs are forks of it.

A new Python imports Dagster and the factory anew for each run: 7 s of a processor before the run begins. A fork of a
process that only imports inherits no connection, thread or lock.
"""

import multiprocessing
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext
from typing import Final

PRELOADED: Final = "wiring.preloaded_run"


def forks_of_preloaded(*first: str) -> ForkServerContext:
    """Start the process, which imports while this one goes on, and return the context of its forks.

    Args:
        first: modules that it imports before all else.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*first, PRELOADED])
    forkserver.ensure_running()
    return context
