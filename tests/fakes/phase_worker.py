"""One phase of one video in a process of its own, as Dagster's UI would start it: the real graph, no launch.

`python -m tests.fakes.phase_worker VIDEO PHASE` says as JSON how it went, and whether a run that
waits was put back into the queue.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.fakes.vendors import PROJECT


def begun(home: Path, url: str, variables: Mapping[str, str], *given: str) -> "Running":
    """Start a worker over a home and a database, its clients pointed at emulated vendors."""
    environment = {**variables, "FACTORY_HOME": str(home), "FACTORY_DAGSTER_PG_URL": url}
    command = [sys.executable, "-m", "tests.fakes.phase_worker", *given]
    return Running(
        subprocess.Popen(
            command,
            cwd=PROJECT,
            env={"PATH": "/usr/bin:/bin", **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
    )


class Running:
    """A worker that has begun; it runs when it is told to go."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def ready(self) -> None:
        """Wait until it has imported everything."""
        assert self._process.stdout and self._process.stdout.readline() == "ready\n"

    def go(self) -> None:
        """Let it run."""
        assert self._process.stdin
        self._process.stdin.write("go\n")
        self._process.stdin.flush()

    def ended(self) -> dict[str, Any]:
        """Wait for its end; return what it said."""
        said, errors = self._process.communicate(timeout=240)
        assert self._process.returncode == 0, errors
        return json.loads(said.splitlines()[-1])


def main(video_id: str, phase: str) -> None:
    """Run the phase, print how it went."""
    import dagster as dg

    from factory_assets.stage.graph_names import VIDEOS_NAME
    from resources.catalogue.catalogue import open_catalogue
    from resources.dagster_instance.log_progress import LogProgress
    from sensors.failed_runs import put_back
    from sensors.failure_reasons import why_failed
    from wiring.definitions import build

    job = build(progress=LogProgress()).resolve_job_def(phase)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    with dg.DagsterInstance.ephemeral() as instance:
        instance.add_dynamic_partitions(VIDEOS_NAME, [video_id])
        result = job.execute_in_process(
            instance=instance, partition_key=video_id, raise_on_error=False
        )
        catalogue = open_catalogue(os.environ["FACTORY_DAGSTER_PG_URL"])
        back = not result.success and put_back(
            video_id, result.dagster_run, catalogue.stages, catalogue.launches
        )
        retries = [e for e in result.all_events if e.event_type_value == "STEP_UP_FOR_RETRY"]
        waits = [e.step_retry_data.seconds_to_wait for e in retries]
        why = why_failed(result.all_events)
    said = {"success": result.success, "why": why, "put_back": back, "retries": waits}
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main(*sys.argv[1:])
