"""Two workers and a broker: who is killed is succeeded, and nothing runs twice."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg
import psutil
import pytest

from resources.database.connection import open_database
from resources.machine.paths import PROJECT
from resources.run_workers.run_leases import RunLeases
from tests.conftest import reachable_folder
from tests.end_to_end.broker import lives, missing, running_broker
from tests.end_to_end.factory_process import environment
from tests.end_to_end.handed_out import HandedOut
from tests.end_to_end.waiting import until


class Cluster(HandedOut):
    """Runs that go to a broker, and workers that take them."""

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
def cluster(empty_database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    if why := missing():
        pytest.skip(why)
    url = empty_database_url
    with reachable_folder() as folder, running_broker(folder) as broker:
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
        preloaded = psutil.Process(process).parent()
        assert preloaded
        assert preloaded.ppid() == worker, "the run is a fork of what the worker has preloaded"
        psutil.Process(worker).kill()
        until(lambda: not lives(process), "the process of a killed worker ends with it")
        until(lambda: not lives(preloaded.pid), "and so does what it was a fork of")

        def resumed() -> bool:
            cluster.look_after(run)
            return len(cluster.began("first")) == 2

        until(resumed, "another worker takes the run")
        assert cluster.worker_of(run) != worker
        (cluster.folder / "first" / "go").touch()
        done = dg.DagsterRunStatus.SUCCESS
        until(lambda: cluster.status(run) is done, "the run succeeds")
        assert len(cluster.began("first")) == 2
