"""Runs of a Dagster that hands them out, and what is seen of them from outside."""

import logging
from dataclasses import dataclass
from pathlib import Path

import dagster as dg
from dagster._core.definitions.reconstruct import reconstructable
from dagster._core.launcher import LaunchRunContext
from dagster._daemon.monitoring.run_monitoring import monitor_started_run

from resources.run_workers.run_leases import RunLeases
from tests.fakes.waiting_job import waiting_job


@dataclass
class HandedOut:
    """A Dagster that hands out runs, and a folder for the homes of whoever takes them."""

    instance: dg.DagsterInstance
    leases: RunLeases
    folder: Path
    variables: dict[str, str]
    """The environment of whoever takes runs."""

    def launch(self, name: str) -> str:
        """Hand out a run; it says in a folder of its own how far it is."""
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
