"""One phase of one video in a process of its own, as Dagster's UI would start it: the real graph, no launch.

It says how it went, and whether a run that waits was put back into the queue.
"""

import os
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from tests.fakes.forks import FORKS

SECONDS = 240


def begun(
    home: Path, url: str, variables: Mapping[str, str], video_id: str, phase: str
) -> "Running":
    """Start a worker over a home and a database, its clients pointed at emulated vendors."""
    surroundings = {
        "PATH": "/usr/bin:/bin",
        **variables,
        "FACTORY_HOME": str(home),
        "FACTORY_DAGSTER_PG_URL": url,
    }
    return Running(surroundings, video_id, phase)


class Running:
    """A worker that has begun; it runs when it is told to go."""

    def __init__(self, surroundings: Mapping[str, str], video_id: str, phase: str) -> None:
        self._ear, mouth = FORKS.Pipe()
        self._process = FORKS.Process(target=_work, args=(surroundings, video_id, phase, mouth))
        self._process.start()
        mouth.close()

    def ready(self) -> None:
        """Wait until it has imported everything."""
        assert self._ear.recv() == "ready"

    def go(self) -> None:
        """Let it run."""
        self._ear.send("go")

    def ended(self) -> dict[str, Any]:
        """Wait for its end; return what it said."""
        assert self._ear.poll(SECONDS), "it has not ended"
        said: dict[str, Any] = self._ear.recv()
        self._process.join(SECONDS)
        assert self._process.exitcode == 0
        return said


def _work(surroundings: Mapping[str, str], video_id: str, phase: str, mouth: Connection) -> None:
    """Run the phase in that environment, say how it went."""
    os.environ.clear()
    os.environ.update(surroundings)
    import dagster as dg

    from factory_assets.stage.graph_names import VIDEOS_NAME
    from resources.catalogue.catalogue import open_catalogue
    from resources.dagster_instance.log_progress import LogProgress
    from sensors.failed_runs import put_back
    from sensors.failure_reasons import why_failed
    from wiring.definitions import build

    job = build(progress=LogProgress()).resolve_job_def(phase)
    mouth.send("ready")
    mouth.recv()
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
    mouth.send({"success": result.success, "why": why, "put_back": back, "retries": waits})
