"""The launcher sees whether the process of a run lives, whatever became of the code server."""

import inspect
import logging
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg
import pytest
import yaml
from dagster._cli import api
from dagster._core.events import DagsterEvent, EngineEventData
from dagster._core.launcher.base import WorkerStatus
from dagster._core.test_utils import create_run_for_test
from dagster._daemon.monitoring.run_monitoring import monitor_started_run
from dagster._grpc import impl

from resources.dagster_instance.run_launcher import MonitoredLocalRunLauncher
from resources.machine.paths import PROJECT

FOR_EVER = 3600.0


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as instance:
        yield instance


@pytest.fixture
def worker() -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(["sleep", "600"]) as process:
        yield process
        process.kill()


def launcher(instance: dg.DagsterInstance, grace_seconds: float) -> MonitoredLocalRunLauncher:
    launcher = MonitoredLocalRunLauncher(grace_seconds=grace_seconds)
    launcher.register_instance(instance)
    return launcher


def started_run(
    instance: dg.DagsterInstance, process_id: int, seconds_ago: float = 0.0
) -> dg.DagsterRun:
    """Record a run as its process does when it starts."""
    run = create_run_for_test(instance, status=dg.DagsterRunStatus.STARTED)
    event = DagsterEvent(
        dg.DagsterEventType.ENGINE_EVENT.value,
        run.job_name,
        message=f"Started process for run (pid: {process_id}).",
        event_specific_data=EngineEventData.in_process(process_id),
    )
    instance.event_log_storage.store_event(
        dg.EventLogEntry(
            error_info=None,
            level=logging.INFO,
            user_message="",
            run_id=run.run_id,
            timestamp=time.time() - seconds_ago,
            dagster_event=event,
        )
    )
    return run


def end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()


def test_a_run_whose_process_lives_is_running(instance, worker):
    run = started_run(instance, worker.pid)
    health = launcher(instance, grace_seconds=0).check_run_worker_health(run)
    assert health.status == WorkerStatus.RUNNING


def test_a_run_that_has_not_reported_yet_is_running(instance):
    run = create_run_for_test(instance, status=dg.DagsterRunStatus.STARTED)
    health = launcher(instance, grace_seconds=0).check_run_worker_health(run)
    assert health.status == WorkerStatus.RUNNING


def test_a_run_whose_process_is_gone_has_failed_once_the_grace_is_over(instance, worker):
    run = started_run(instance, worker.pid)
    end(worker)
    patient = launcher(instance, grace_seconds=FOR_EVER)
    assert patient.check_run_worker_health(run).status == WorkerStatus.RUNNING
    assert "gone for 0 s" in str(patient.check_run_worker_health(run))
    strict = launcher(instance, grace_seconds=0)
    health = strict.check_run_worker_health(run)
    assert health.status == WorkerStatus.FAILED
    assert str(worker.pid) in str(health.msg)


def test_a_zombie_is_no_living_process(instance, worker):
    run = started_run(instance, worker.pid)
    worker.kill()
    os.waitid(os.P_PID, worker.pid, os.WEXITED | os.WNOWAIT)
    health = launcher(instance, grace_seconds=0).check_run_worker_health(run)
    assert health.status == WorkerStatus.FAILED


def test_a_stranger_with_the_same_number_is_not_the_run(instance, worker):
    run = started_run(instance, worker.pid, seconds_ago=60)
    health = launcher(instance, grace_seconds=0).check_run_worker_health(run)
    assert health.status == WorkerStatus.FAILED


def test_the_daemon_marks_a_run_without_a_process_as_failed(
    database_url, worker, tmp_path, monkeypatch
):
    configuration = yaml.safe_load((PROJECT / "dagster.yaml").read_text())
    configuration["run_launcher"]["config"]["grace_seconds"] = 0
    (tmp_path / "dagster.yaml").write_text(yaml.safe_dump(configuration))
    monkeypatch.setenv("FACTORY_DAGSTER_PG_URL", database_url)
    with dg.DagsterInstance.from_config(str(tmp_path)) as instance:
        gone, alive = (started_run(instance, pid) for pid in (worker.pid, os.getpid()))
        end(worker)
        workspace: Any = None  # only a run that is resumed needs one
        for record in instance.get_run_records():
            monitor_started_run(instance, workspace, record, logging.getLogger())
        states = {run.run_id: run.status for run in instance.get_runs()}
    assert states == {
        gone.run_id: dg.DagsterRunStatus.FAILURE,
        alive.run_id: dg.DagsterRunStatus.STARTED,
    }


def test_dagster_still_reports_a_start_in_the_words_that_are_looked_for():
    for module in (impl, api):
        source = Path(inspect.getsourcefile(module) or "").read_text()
        assert 'f"Started process for run (pid: {pid})."' in source
    metadata = EngineEventData.in_process(4711).metadata
    assert str(metadata["pid"].value) == "4711"
