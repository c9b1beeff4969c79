"""The launcher for Kubernetes: the job of a run, and whether a run that no pod has taken is well."""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest
import sqlalchemy as sa
from dagster._core.launcher import LaunchRunContext, ResumeRunContext, WorkerStatus
from sqlalchemy import Engine

from factory.workflow.launch import PHASE
from resources.dagster_instance.job_launcher import JobRunLauncher
from resources.machine.paths import PROJECT
from tests.fakes.kubernetes_cluster import RunningCluster, waiting_cluster
from tests.resources.dagster_instance.test_celery_launcher import a_run, engine, instance

__all__ = ["engine", "instance"]

JOBS = PROJECT / "deploy/kubernetes/overlays/jobs/runs"
IMAGE = "registry.example.org/video-factory:0.1.0"


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningCluster]:
    with waiting_cluster(tmp_path) as cluster:
        yield cluster


@pytest.fixture
def launcher(
    engine: Engine, instance: dg.DagsterInstance, running: RunningCluster
) -> Iterator[JobRunLauncher]:
    launcher = JobRunLauncher("127.0.0.1", str(running.port), str(JOBS), str(running.account))
    launcher.register_instance(instance)
    yield launcher
    launcher.dispose()


def now(instance: dg.DagsterInstance, run: dg.DagsterRun) -> dg.DagsterRun:
    found = instance.get_run_by_id(run.run_id)
    assert found
    return found


def test_a_run_is_a_job_of_its_phases_size_and_is_resumed_as_another(
    launcher: JobRunLauncher, instance: dg.DagsterInstance, running: RunningCluster
):
    run = a_run(instance, **{PHASE: "render", "dagster-k8s/config": "{}"})
    launcher.launch_run(LaunchRunContext(run, workspace=None))
    (job,) = running.cluster.jobs.values()
    (container,) = job.wanted["spec"]["template"]["spec"]["containers"]
    assert container["resources"]["requests"] == {"cpu": "4", "memory": "4Gi"}
    assert container["args"] == ["worker", "--run", run.run_id]
    health = launcher.check_run_worker_health(now(instance, run))
    assert (health.status, health.msg) == (WorkerStatus.RUNNING, "it waits for its pod")
    launcher.resume_run(ResumeRunContext(now(instance, run), None, resume_attempt_number=1))
    (again,) = running.cluster.jobs.values()
    assert again.name == f"{job.name}-1"
    assert launcher.check_run_worker_health(now(instance, run)).status is WorkerStatus.RUNNING


def test_a_run_whose_job_was_deleted_or_given_up_is_not_well(
    launcher: JobRunLauncher, instance: dg.DagsterInstance, running: RunningCluster
):
    run = a_run(instance)
    launcher.launch_run(LaunchRunContext(run, workspace=None))
    (job,) = running.cluster.jobs.values()
    for number in range(1 + job.wanted["spec"]["backoffLimit"]):
        assert launcher.check_run_worker_health(run).status is WorkerStatus.RUNNING
        running.cluster.evict(running.cluster.pods()[number])
    given_up = launcher.check_run_worker_health(run)
    assert given_up.status is WorkerStatus.FAILED
    assert "BackoffLimitExceeded" in str(given_up.msg)
    running.cluster.delete(job.name)
    assert launcher.check_run_worker_health(run).msg == f"its job {job.name} is gone"


def test_why_a_pod_does_not_start_is_told(
    launcher: JobRunLauncher, instance: dg.DagsterInstance, running: RunningCluster
):
    running.cluster.images_missing.add(IMAGE)
    run = a_run(instance)
    launcher.launch_run(LaunchRunContext(run, workspace=None))
    told = launcher.get_run_worker_debug_info(run)
    assert f'Pending, ImagePullBackOff, Back-off pulling image "{IMAGE}"' in str(told)


def test_a_run_that_is_called_off_before_a_pod_has_it_leaves_no_job(
    launcher: JobRunLauncher,
    instance: dg.DagsterInstance,
    running: RunningCluster,
    engine: Engine,
):
    waiting, at_work = a_run(instance), a_run(instance)
    for run in (waiting, at_work):
        launcher.launch_run(LaunchRunContext(run, workspace=None))
    with engine.begin() as connection:
        taken = "UPDATE factory.run_leases SET worker = 'w', heard_at = now() WHERE run_id = :run"
        connection.execute(sa.text(taken), {"run": at_work.run_id})
    assert launcher.terminate(waiting.run_id)
    assert launcher.terminate(at_work.run_id)
    assert list(running.cluster.jobs) == [f"run-{at_work.run_id}"]
    found = [now(instance, run).status for run in (waiting, at_work)]
    assert found == [dg.DagsterRunStatus.CANCELED, dg.DagsterRunStatus.CANCELING]
