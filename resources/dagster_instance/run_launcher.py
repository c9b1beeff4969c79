"""Dagster's launcher on one machine, with eyes: a run whose process is gone does not stay started.

Stock, the code server reports a run whose process dies. If the code server dies with it (a crash
of the machine, of the container), the run stays started for ever and keeps its pool slots.
"""

import time
from collections.abc import Mapping
from typing import Any

import psutil
from dagster import DagsterEventType, DagsterRun, EventLogEntry, Field
from dagster._config.config_schema import UserConfigSchema
from dagster._core.launcher.base import CheckRunHealthResult, WorkerStatus
from dagster._core.launcher.default_run_launcher import DefaultRunLauncher
from dagster._serdes import ConfigurableClassData

GRACE_SECONDS = 10.0
CLOCK_SECONDS = 5.0
"""A process that began this long after the run's own report is a stranger with its number."""


class MonitoredLocalRunLauncher(DefaultRunLauncher):
    """Stock launcher that also answers whether the process of a run lives.

    It looks at process numbers, so daemon and runs must share one machine (and one container).
    """

    def __init__(
        self,
        inst_data: ConfigurableClassData | None = None,
        grace_seconds: float = GRACE_SECONDS,
    ) -> None:
        super().__init__(inst_data)
        self._grace_seconds = grace_seconds
        self._gone_since: dict[str, float] = {}

    @classmethod
    def config_type(cls) -> UserConfigSchema:
        """What dagster.yaml may say."""
        return {
            "grace_seconds": Field(
                float,
                default_value=GRACE_SECONDS,
                is_required=False,
                description="How long the process of a run is missed before the run has failed.",
            )
        }

    @classmethod
    def from_config_value(
        cls, inst_data: ConfigurableClassData, config_value: Mapping[str, Any]
    ) -> "MonitoredLocalRunLauncher":
        """Make one from dagster.yaml."""
        return cls(inst_data, grace_seconds=config_value["grace_seconds"])

    @property
    def supports_check_run_worker_health(self) -> bool:
        """Yes."""
        return True

    def check_run_worker_health(self, run: DagsterRun) -> CheckRunHealthResult:
        """Say whether the process of a run lives; gone means failed once the grace is over.

        The grace leaves the report to the code server where it lives: it knows the exit code.
        """
        started = self._start_report(run.run_id)
        if started is None:
            return CheckRunHealthResult(WorkerStatus.RUNNING, "no process has reported yet")
        process_id, reported_at = started
        if _lives(process_id, reported_at):
            self._gone_since.pop(run.run_id, None)
            return CheckRunHealthResult(WorkerStatus.RUNNING)
        now = time.monotonic()
        gone_seconds = now - self._gone_since.setdefault(run.run_id, now)
        if gone_seconds < self._grace_seconds:
            return CheckRunHealthResult(
                WorkerStatus.RUNNING, f"process {process_id} gone for {gone_seconds:.0f} s"
            )
        del self._gone_since[run.run_id]
        return CheckRunHealthResult(
            WorkerStatus.FAILED, f"the process of the run, {process_id}, is gone", transient=True
        )

    def _start_report(self, run_id: str) -> tuple[int, float] | None:
        """Return process number and time of the newest report of a start."""
        events = self._instance.all_logs(run_id, of_type=DagsterEventType.ENGINE_EVENT)
        reports = [_reported_start(event) for event in events]
        return next((report for report in reversed(reports) if report), None)


def _reported_start(event: EventLogEntry) -> tuple[int, float] | None:
    said = event.dagster_event.message if event.dagster_event else None
    if event.dagster_event is None or not (said or "").startswith("Started process for run"):
        return None
    process_id = event.dagster_event.engine_event_data.metadata.get("pid")
    return (int(str(process_id.value)), event.timestamp) if process_id else None


def _lives(process_id: int, reported_at: float) -> bool:
    try:
        process = psutil.Process(process_id)
        stranger = process.create_time() > reported_at + CLOCK_SECONDS
        return not stranger and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
