"""Dagster in a person's terminal: what a run prints stays there.

Stock, every step's standard output goes into a file for as long as it runs, mirrored by `tail` and
a watcher, four processes a step. A bar that is drawn meanwhile appears when the step is over.
"""

from pathlib import Path

from dagster import DagsterInstance
from dagster._core.instance.ref import InstanceRef

NOTHING_CAPTURED = {
    "compute_logs": {
        "module": "dagster._core.storage.noop_compute_log_manager",
        "class": "NoOpComputeLogManager",
    }
}


def instance_with_open_output(home: Path) -> DagsterInstance:
    """Return the instance of a home's dagster.yaml, whose runs in this process print as they go."""
    ref = InstanceRef.from_dir(str(home), overrides=NOTHING_CAPTURED)
    return DagsterInstance.from_ref(ref)
