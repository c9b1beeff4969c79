"""What launchers share whose runs are done elsewhere: who has a run is told by its lease."""

from functools import cached_property
from typing import Any, Final

import sqlalchemy as sa
from dagster import DagsterRun
from dagster._core.instance import MayHaveInstanceWeakref
from dagster._core.launcher import CheckRunHealthResult, WorkerStatus

from resources.dagster_instance.own_database import database_url
from resources.postgres.server_session import normalised
from resources.run_workers.run_leases import RUN_LEASE_SECONDS, RunLeases

RIDE_SECONDS: Final = 30.0


class LeasedRuns(MayHaveInstanceWeakref[Any]):
    """A part of a run launcher of Dagster's: health, and calling off."""

    waits_for: str
    """What a run waits for that nobody has taken yet, for people."""

    @cached_property
    def _leases(self) -> RunLeases:
        return RunLeases(sa.create_engine(normalised(database_url()), pool_size=2), RIDE_SECONDS)

    def terminate(self, run_id: str) -> bool:
        """Call a run off: its worker stops it, or, where none has it, nobody takes it."""
        run = self._instance.get_run_by_id(run_id)
        if run is None or run.is_finished:
            return False
        self._instance.report_run_canceling(run)
        if not self._leases.cancel(run_id):
            self._forget(run)
            self._instance.report_run_canceled(run)
        return True

    def check_run_worker_health(self, run: DagsterRun) -> CheckRunHealthResult:
        """Say whether a run's worker is heard of; a run that waits is well."""
        lease = self._leases.lease(run.run_id)
        if lease is None or lease.worker is None:
            return self._untaken(run)
        if lease.ended:
            said = f"its process ended with {lease.exit_code} and reported nothing"
            return CheckRunHealthResult(WorkerStatus.FAILED, said, transient=True)
        if lease.unheard_seconds <= RUN_LEASE_SECONDS:
            return CheckRunHealthResult(WorkerStatus.RUNNING)
        said = f"worker {lease.worker} was not heard for {lease.unheard_seconds:.0f} s"
        return CheckRunHealthResult(WorkerStatus.FAILED, said, transient=True)

    def get_run_worker_debug_info(
        self, run: DagsterRun, include_container_logs: bool | None = True
    ) -> str | None:
        """Say who has a run."""
        lease = self._leases.lease(run.run_id)
        return f"worker {lease.worker or 'not yet'}" if lease else None

    def _untaken(self, run: DagsterRun) -> CheckRunHealthResult:
        """Say how a run is that no worker has taken."""
        return CheckRunHealthResult(WorkerStatus.RUNNING, f"it waits for {self.waits_for}")

    def _forget(self, run: DagsterRun) -> None:
        """Take back what was asked for a run that was called off before anybody took it."""
