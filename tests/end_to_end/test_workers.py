"""Two workers and a broker: who is killed is succeeded, and nothing runs twice."""

import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import dagster as dg
import psutil
import pytest
from dagster._core.definitions.reconstruct import reconstructable
from dagster._core.launcher import LaunchRunContext
from dagster._daemon.monitoring.run_monitoring import monitor_started_run

from resources.database.connection import open_database
from resources.machine.places import PROJECT
from resources.run_workers.leases import RunLeases
from tests.conftest import fresh_database, reachable_folder
from tests.end_to_end.broker import lives, missing, running_broker
from tests.end_to_end.factory_process import environment
from tests.end_to_end.waiting import until
from tests.fakes.waiting_job import waiting_job


@dataclass
class Cluster:
    """A Dagster that hands out runs, a broker, and the homes of workers."""

    instance: dg.DagsterInstance
    leases: RunLeases
    folder: Path
    variables: dict[str, str]

    def launch(self, name: str) -> str:
        """Hand a run to the broker; it says in a folder of its own how far it is."""
        (self.folder / name).mkdir()
        config = {"ops": {"wait_for_go": {"config": {"folder": str(self.folder / name)}}}}
        run = self.instance.create_run_for_job(
            waiting_job,
            run_config=config,
            job_code_origin=reconstructable(waiting_job).get_python_origin(),
        )
        event = dg.DagsterEvent(dg.DagsterEventType.PIPELINE_STARTING.value, run.job_name)
        self.instance.report_dagster_event(event, run.run_id)
        starting = self.instance.get_run_by_id(run.run_id)
        assert starting
        self.instance.run_launcher.launch_run(LaunchRunContext(starting, workspace=None))
        return run.run_id

    def began(self, name: str) -> list[int]:
        """Return the processes in which a run has begun, in order."""
        path = self.folder / name / "began"
        return [int(line) for line in path.read_text().splitlines()] if path.exists() else []

    def status(self, run_id: str) -> dg.DagsterRunStatus:
        run = self.instance.get_run_by_id(run_id)
        assert run
        return run.status

    def worker_of(self, run_id: str) -> int:
        """Return the process of the worker that has a run."""
        lease = self.leases.lease(run_id)
        assert lease
        assert lease.worker
        return int(lease.worker.split(".")[3])

    def look_after(self, run_id: str) -> None:
        """Do what Dagster's daemon does every few seconds."""
        record = self.instance.get_run_record_by_id(run_id)
        assert record
        if record.dagster_run.status is dg.DagsterRunStatus.STARTED:
            monitor_started_run(self.instance, None, record, logging.getLogger())  # pyright: ignore

    @contextmanager
    def workers(self, count: int) -> Iterator[None]:
        processes = [
            subprocess.Popen(
                [sys.executable, "-m", "desk", "worker", "--queue", "other"],
                env={**self.variables, "FACTORY_HOME": str(self.folder / f"home-{number}")},
                cwd=PROJECT,
                start_new_session=True,
            )
            for number in range(count)
        ]
        try:
            yield
        finally:
            for process in processes:
                process.kill()
                process.wait()


@pytest.fixture
def cluster(postgres_server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    if why := missing():
        pytest.skip(why)
    with (
        reachable_folder() as folder,
        fresh_database(postgres_server) as url,
        running_broker(folder) as broker,
    ):
        variables = {**environment(folder / "main", url), "FACTORY_BROKER_URL": broker}
        home = folder / "main" / ".factory" / "dagster"
        home.mkdir(parents=True)
        (home / "dagster.yaml").symlink_to(PROJECT / "dagster.celery.yaml")
        for name in ("DATABASE_URL", "FACTORY_BROKER_URL", "FACTORY_HOME"):
            monkeypatch.setenv(name, variables[name])
        monkeypatch.setenv("FACTORY_DAGSTER_PG_URL", url)
        engine = open_database(url)
        with dg.DagsterInstance.from_config(str(home)) as instance:
            yield Cluster(instance, RunLeases(engine, 10), folder, variables)
        engine.dispose()


@pytest.mark.timeout(600)
def test_the_run_of_a_killed_worker_goes_on_with_another_once(cluster: Cluster):
    run = cluster.launch("first")
    with cluster.workers(2):
        until(lambda: len(cluster.began("first")) == 1, "the run begins")
        worker, (process,) = cluster.worker_of(run), cluster.began("first")
        psutil.Process(worker).kill()
        until(lambda: not lives(process), "the process of a killed worker ends with it")

        def resumed() -> bool:
            cluster.look_after(run)
            return len(cluster.began("first")) == 2

        until(resumed, "another worker takes the run")
        assert cluster.worker_of(run) != worker
        (cluster.folder / "first" / "go").touch()
        done = dg.DagsterRunStatus.SUCCESS
        until(lambda: cluster.status(run) is done, "the run succeeds")
        assert len(cluster.began("first")) == 2
