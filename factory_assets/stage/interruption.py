"""Interruption: a person who presses Ctrl-C, or cancels a run, wants it to stop and not to begin again.

Dagster tries an interrupted step again as its retry policy says, which serves a machine that is taken
away: whoever takes the run over goes on.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg

from factory.errors import PermanentError

CALLED_OFF = (dg.DagsterRunStatus.CANCELING, dg.DagsterRunStatus.CANCELED)
STOPPED = (
    "it was stopped; what is finished is kept, and it goes on there when it is asked for again"
)


@contextmanager
def stopped_for_good(context: dg.AssetExecutionContext) -> Iterator[None]:
    """Make an interruption the end of the run where nobody takes it over.

    Raises:
        PermanentError: it was interrupted, in this terminal or because the run was cancelled.
    """
    try:
        yield
    except (KeyboardInterrupt, dg.DagsterExecutionInterruptedError) as interruption:
        if _is_taken_over(context):
            raise
        raise PermanentError(STOPPED) from interruption


def _is_taken_over(context: dg.AssetExecutionContext) -> bool:
    """Whether its daemon has it resumed: it came from a code location, and nobody cancelled it."""
    if context.run.remote_job_origin is None:
        return False
    now = context.instance.get_run_by_id(context.run.run_id)
    return now is None or now.status not in CALLED_OFF
