"""Dagster's Celery launcher, with a lease for each run.

Stock, a run whose worker is killed stays started for ever, a resumed one fails on the name of an
argument, and one that is called off is never reported so (dagster-celery 0.29.27). The queue, the
messages and the worker stay Celery's; who has a run is told by a row in Postgres.
"""

from functools import cached_property
from typing import Final

import sqlalchemy as sa
from celery import Celery
from dagster import DagsterRun
from dagster._core.launcher import (
    CheckRunHealthResult,
    LaunchRunContext,
    ResumeRunContext,
    WorkerStatus,
)
from dagster_celery.launcher import CeleryRunLauncher
from dagster_celery.tags import DAGSTER_CELERY_QUEUE_TAG, DAGSTER_CELERY_RUN_PRIORITY_TAG

from resources.dagster_instance.own_database import database_url
from resources.postgres.server_session import normalised
from resources.run_workers.leases import LEASE_SECONDS, RunLeases
from resources.run_workers.messages import BACKFILL, TASK, USUAL, prepare, queue_of

RIDE_SECONDS: Final = 30.0
BACKFILL_TAG: Final = "dagster/backfill"


class LeasedCeleryRunLauncher(CeleryRunLauncher):
    """See `dagster_celery.CeleryRunLauncher`, whose configuration it takes."""

    @cached_property
    def _leases(self) -> RunLeases:
        return RunLeases(sa.create_engine(normalised(database_url()), pool_size=2), RIDE_SECONDS)

    @cached_property
    def _app(self) -> Celery:
        return prepare(self.celery)

    def launch_run(self, context: LaunchRunContext) -> None:
        """Put a run into its phase's queue."""
        self._send(context.dagster_run, "execute_run")

    def resume_run(self, context: ResumeRunContext) -> None:
        """Put a run whose worker was lost into its queue again."""
        self._send(context.dagster_run, "resume_run")

    def terminate(self, run_id: str) -> bool:
        """Call a run off: its worker stops it, or, where none has it, nobody takes it."""
        run = self._instance.get_run_by_id(run_id)
        if run is None or run.is_finished:
            return False
        self._instance.report_run_canceling(run)
        if not self._leases.cancel(run_id):
            self._instance.report_run_canceled(run)
        return True

    def check_run_worker_health(self, run: DagsterRun) -> CheckRunHealthResult:
        """Say whether a run's worker is heard of; a run that waits in its queue is well."""
        lease = self._leases.lease(run.run_id)
        if lease is None or lease.worker is None:
            return CheckRunHealthResult(WorkerStatus.RUNNING, "it waits for a worker")
        if lease.ended:
            said = f"its process ended with {lease.exit_code} and reported nothing"
            return CheckRunHealthResult(WorkerStatus.FAILED, said, transient=True)
        if lease.unheard_seconds <= LEASE_SECONDS:
            return CheckRunHealthResult(WorkerStatus.RUNNING)
        said = f"worker {lease.worker} was not heard for {lease.unheard_seconds:.0f} s"
        return CheckRunHealthResult(WorkerStatus.FAILED, said, transient=True)

    def get_run_worker_debug_info(
        self, run: DagsterRun, include_container_logs: bool | None = True
    ) -> str | None:
        """Say who has a run."""
        lease = self._leases.lease(run.run_id)
        return f"worker {lease.worker or 'not yet'}" if lease else None

    def _send(self, run: DagsterRun, action: str) -> None:
        """Note that the run waits, then hand its message to the broker.

        The message names the run and no more: what is executed, a worker reads in the database,
        whoever may write into the broker's queues.
        """
        queue = queue_of(run.tags.get("factory/phase"))
        priority = BACKFILL if BACKFILL_TAG in run.tags else USUAL
        self._leases.ask(run.run_id, queue)
        tags = {
            DAGSTER_CELERY_QUEUE_TAG: queue,
            DAGSTER_CELERY_RUN_PRIORITY_TAG: str(priority),
        }
        self._instance.add_run_tags(run.run_id, tags)
        self._launch_celery_task_run(
            run=run.with_tags({**run.tags, **tags}),
            task_signature=self._app.signature(TASK, args=(action, run.run_id)),
            routing_key=action,
        )
