"""The launcher for many machines: which queue, how urgent, and whether a run is well."""

from collections.abc import Iterator
from typing import Any

import dagster as dg
import pytest
import sqlalchemy as sa
import yaml
from dagster._core.definitions.reconstruct import reconstructable
from dagster._core.launcher import LaunchRunContext, ResumeRunContext, WorkerStatus
from dagster._core.test_utils import create_run_for_test
from sqlalchemy import Engine

from factory.workflow.launch import PHASE
from resources.dagster_instance.celery_launcher import LeasedCeleryRunLauncher
from resources.database.connection import open_database
from resources.machine.paths import PROJECT
from tests.fakes.waiting_job import waiting_job


@pytest.fixture
def engine(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    monkeypatch.setenv("FACTORY_DAGSTER_PG_URL", database_url)
    engine = open_database(database_url)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE public.runs (run_id text, status text)"))
    yield engine
    engine.dispose()


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as instance:
        yield instance


@pytest.fixture
def launcher(engine: Engine, instance: dg.DagsterInstance) -> LeasedCeleryRunLauncher:
    launcher = LeasedCeleryRunLauncher(default_queue="other", broker="memory://")
    launcher.register_instance(instance)
    return launcher


def a_run(instance: dg.DagsterInstance, **tags: str) -> dg.DagsterRun:
    return create_run_for_test(
        instance,
        job_name="waiting_job",
        status=dg.DagsterRunStatus.STARTED,
        tags=tags,
        job_code_origin=reconstructable(waiting_job).get_python_origin(),
    )


def delivered(launcher: LeasedCeleryRunLauncher, queue: str) -> Any:
    with launcher.celery.connection_for_read() as connection:
        return connection.SimpleQueue(queue).get(block=False)


def test_a_run_waits_in_the_queue_of_its_phase_by_its_channels_turn_helpers_behind_all(
    launcher: LeasedCeleryRunLauncher, instance: dg.DagsterInstance
):
    turns = (("0", 5), ("-1", 4), ("-2", 3), ("-3", 3), ("-4", 2), ("-99", 2), ("soon", 5))
    tagged = [({"dagster/priority": turn}, priority) for turn, priority in turns]
    helper = {PHASE: "segments", "factory/helps": "r", "dagster/backfill": "b"}
    for tags, priority in (({}, 5), *tagged, ({"dagster/backfill": "b"}, 1), (helper, 0)):
        run = a_run(instance, **{PHASE: "render", **tags})
        launcher.launch_run(LaunchRunContext(run, workspace=None))
        message = delivered(launcher, "render")
        assert message.properties["priority"] == priority
        assert message.payload[0] == ["execute_run", run.run_id]
        health = launcher.check_run_worker_health(run)
        assert (health.status, health.msg) == (WorkerStatus.RUNNING, "it waits for a worker")


def test_a_run_is_well_while_its_worker_is_heard_and_is_resumed_when_it_is_not(
    launcher: LeasedCeleryRunLauncher, instance: dg.DagsterInstance, engine: Engine
):
    run = a_run(instance)
    launcher.launch_run(LaunchRunContext(run, workspace=None))
    delivered(launcher, "other")
    _set(engine, "worker = 'w', heard_at = now()")
    assert launcher.check_run_worker_health(run).status is WorkerStatus.RUNNING
    _set(engine, "heard_at = now() - interval '20 s'")
    health = launcher.check_run_worker_health(run)
    assert health.status is WorkerStatus.FAILED
    assert "worker w was not heard for 20 s" in str(health.msg)
    launcher.resume_run(ResumeRunContext(run, workspace=None, resume_attempt_number=1))
    assert delivered(launcher, "other").payload[0][0] == "resume_run"
    assert launcher.check_run_worker_health(run).status is WorkerStatus.RUNNING
    _set(engine, "worker = 'v', heard_at = now(), ended_at = now(), exit_code = -9")
    assert "ended with -9" in str(launcher.check_run_worker_health(run).msg)


def test_a_run_that_waits_is_called_off_at_once_and_one_at_work_by_its_worker(
    launcher: LeasedCeleryRunLauncher, instance: dg.DagsterInstance, engine: Engine
):
    waiting, at_work = a_run(instance), a_run(instance)
    for run in (waiting, at_work):
        launcher.launch_run(LaunchRunContext(run, workspace=None))
    _set(engine, f"worker = 'w', heard_at = now() WHERE run_id = '{at_work.run_id}'")
    assert launcher.terminate(waiting.run_id)
    assert launcher.terminate(at_work.run_id)
    statuses = [instance.get_run_by_id(run.run_id) for run in (waiting, at_work)]
    found = [run.status for run in statuses if run]
    assert found == [dg.DagsterRunStatus.CANCELED, dg.DagsterRunStatus.CANCELING]
    assert not launcher.terminate(waiting.run_id)


@pytest.mark.parametrize("name", ["dagster.celery.yaml", "dagster.kubernetes.yaml"])
def test_all_files_of_dagster_say_the_same_but_who_runs_and_how_many(name: str):
    here, many = (
        yaml.safe_load((PROJECT / file).read_text(encoding="utf-8"))
        for file in ("dagster.yaml", name)
    )
    differing = {key for key in here | many if here.get(key) != many.get(key)}
    assert differing == {"run_launcher", "concurrency", "run_monitoring"}
    assert here["concurrency"]["pools"] == many["concurrency"]["pools"]


def _set(engine: Engine, what: str) -> None:
    with engine.begin() as connection:
        connection.execute(sa.text(f"UPDATE factory.run_leases SET {what}"))
