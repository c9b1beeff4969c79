"""One run, taken under a lease and done by a process of its own."""

import logging
import time
import uuid
from collections.abc import Callable
from typing import Final

from resources.machine.claim_owners import this_process
from resources.run_workers.run_leases import RUN_LEASE_SECONDS, RunLeases
from resources.run_workers.run_process import RunningProcess, RunProcess, program

ACTIONS: Final = {"execute_run": False, "resume_run": True}
"""What may be asked for, and whether the run was begun before."""
LOOK_SECONDS: Final = 1.0

log = logging.getLogger(__name__)


def take_and_run(
    leases: RunLeases,
    action: str,
    run_id: str,
    begin: Callable[[str, str], RunningProcess] = program,
) -> str:
    """Do what one message, or one job, asks for; return what became of it.

    One that comes twice finds the run begun, or its lease taken, and is refused.

    Args:
        leases: of runs.
        action: a key of `ACTIONS`.
        run_id: which run.
        begin: begins a run's process, given the action and the run as the database keeps it; by default a
            Python of its own, since Dagster takes seconds to load and who looks after a run needs none of it.
    """
    if action not in ACTIONS:
        return _said(run_id, f"refused: a message asks for {action[:40]!r}")
    worker = f"{this_process()}.{uuid.uuid4().hex[:8]}"
    resumes = ACTIONS[action]
    give_up = time.monotonic() + RUN_LEASE_SECONDS + LOOK_SECONDS
    while not leases.take(run_id, worker, resumes=resumes):
        # Whoever has it may have died before it began: its message came here, and comes no more.
        if not leases.waits(run_id) or time.monotonic() > give_up:
            return _said(run_id, "refused: it is over, called off, or another worker's")
        time.sleep(LOOK_SECONDS)
    log.info("run %s: taken", run_id)
    run_body = leases.run_body(run_id)
    code = RunProcess(leases, run_id, worker).run(lambda: begin(action, run_body))
    return _said(run_id, "lost" if code is None else f"ended with {code}")


def _said(run_id: str, words: str) -> str:
    log.info("run %s: %s", run_id, words)
    return words
