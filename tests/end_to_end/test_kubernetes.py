"""Runs as jobs of a cluster: a pod that is killed is succeeded by one other, and nothing runs twice."""

import sys
from collections.abc import Iterator

import dagster as dg
import pytest

from resources.database.connection import open_database
from resources.machine.paths import PROJECT
from resources.run_workers.run_leases import RunLeases
from tests.conftest import reachable_folder
from tests.end_to_end.broker import lives
from tests.end_to_end.factory_process import environment
from tests.end_to_end.handed_out import HandedOut
from tests.end_to_end.waiting import until
from tests.fakes.kubernetes_cluster import RunningCluster, running_cluster


@pytest.fixture
def runs(
    empty_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[HandedOut, RunningCluster]]:
    url = empty_database_url
    with reachable_folder() as folder:
        variables = dict(environment(folder / "main", url))

        def command(container: dict[str, list[str]]) -> tuple[list[str], dict[str, str]]:
            return [sys.executable, "-m", "desk", *container["args"]], variables

        with running_cluster(folder, command) as cluster:
            home = folder / "main" / ".factory" / "dagster"
            home.mkdir(parents=True)
            config = (PROJECT / "dagster.kubernetes.yaml").read_text(encoding="utf-8")
            account = f"jobs: {{env: FACTORY_KUBERNETES_JOBS}}\n    account: {cluster.account}"
            config = config.replace("jobs: {env: FACTORY_KUBERNETES_JOBS}", account)
            (home / "dagster.yaml").write_text(config, encoding="utf-8")
            for name, value in {
                "FACTORY_DAGSTER_PG_URL": url,
                "KUBERNETES_SERVICE_HOST": "127.0.0.1",
                "KUBERNETES_SERVICE_PORT": str(cluster.port),
                "FACTORY_KUBERNETES_JOBS": str(PROJECT / "deploy/kubernetes/overlays/jobs/runs"),
            }.items():
                monkeypatch.setenv(name, value)
                variables[name] = value
            engine = open_database(url)
            with dg.DagsterInstance.from_config(str(home)) as instance:
                yield HandedOut(instance, RunLeases(engine, 10), folder, variables), cluster
            engine.dispose()


@pytest.mark.timeout(600)
def test_the_run_of_an_evicted_pod_goes_on_in_another_once(
    runs: tuple[HandedOut, RunningCluster],
):
    handed, running = runs
    run = handed.launch("first")
    until(lambda: len(handed.began("first")) == 1, "the run begins")
    (process,), (pod,) = handed.began("first"), running.cluster.pods()
    running.cluster.evict(pod)
    until(lambda: not lives(process), "the process of an evicted pod ends with it")

    def resumed() -> bool:
        handed.look_after(run)
        return len(handed.began("first")) == 2

    until(resumed, "another pod takes the run")
    # The cluster has replaced the pod as well, and that one was refused.
    assert {one.job for one in running.cluster.pods()} == {f"run-{run}-1"}
    (handed.folder / "first" / "go").touch()
    until(lambda: handed.status(run) is dg.DagsterRunStatus.SUCCESS, "the run succeeds")
    assert len(handed.began("first")) == 2
    until(
        lambda: running.cluster.job(f"run-{run}-1").described()["status"].get("succeeded") == 1,
        "its job is complete",
    )
