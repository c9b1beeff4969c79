"""Run order: what Dagster's command line is told to execute, as the database has it."""

from dagster import DagsterRun
from dagster._grpc.types import ExecuteRunArgs, ResumeRunArgs
from dagster._serdes import deserialize_value, serialize_value

from factory.errors import PermanentError

ORDERS = {"execute_run": ExecuteRunArgs, "resume_run": ResumeRunArgs}


def run_order(action: str, run_body: str) -> str:
    """Return the argument of `dagster api ACTION`.

    Without the directory of a machine: whoever executes it opens Dagster's home of its own.

    Args:
        action: a key of `ORDERS`.
        run_body: the run, as Dagster's table `runs` keeps it.

    Raises:
        PermanentError: Dagster kept no code with it, as it does of every run that it launches.
    """
    run = deserialize_value(run_body, DagsterRun)
    origin = run.job_code_origin
    if origin is None:
        raise PermanentError(f"run {run.run_id} says not whose code it is; launch it anew")
    return serialize_value(ORDERS[action](origin, run.run_id, None, set_exit_code_on_failure=True))
