"""Dagster's Celery launcher, with a lease for each run.

Stock, a run whose worker is killed stays started for ever, a resumed one fails on the name of an
argument, and one that is called off is never reported so (dagster-celery 0.29.27). The queue, the
messages and the worker stay Celery's; who has a run is told by a row in Postgres.
"""

from functools import cached_property
from typing import Final

from celery import Celery
from dagster import DagsterRun
from dagster._core.launcher import LaunchRunContext, ResumeRunContext
from dagster_celery.launcher import CeleryRunLauncher
from dagster_celery.tags import DAGSTER_CELERY_QUEUE_TAG, DAGSTER_CELERY_RUN_PRIORITY_TAG

from factory.workflow.launch import PHASE, PRIORITY
from factory.workflow.shared_stage import HELPS
from resources.dagster_instance.leased_runs import LeasedRuns
from resources.run_workers.celery_queues import (
    BACKFILL,
    HELPER,
    TASK,
    prepare,
    priority_of,
    queue_of,
)

BACKFILL_TAG: Final = "dagster/backfill"


class LeasedCeleryRunLauncher(LeasedRuns, CeleryRunLauncher):
    """See `dagster_celery.CeleryRunLauncher`, whose configuration it takes."""

    waits_for = "a worker"

    @cached_property
    def _app(self) -> Celery:
        return prepare(self.celery)

    def launch_run(self, context: LaunchRunContext) -> None:
        """Put a run into its phase's queue."""
        self._send(context.dagster_run, "execute_run")

    def resume_run(self, context: ResumeRunContext) -> None:
        """Put a run whose worker was lost into its queue again."""
        self._send(context.dagster_run, "resume_run")

    def _send(self, run: DagsterRun, action: str) -> None:
        """Note that the run waits, then hand its message to the broker.

        The message names the run and no more: what is executed, a worker reads in the database,
        whoever may write into the broker's queues.
        """
        queue = queue_of(run.tags.get(PHASE))
        priority = _priority(run)
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


def _priority(run: DagsterRun) -> int:
    if HELPS in run.tags:
        return HELPER
    return BACKFILL if BACKFILL_TAG in run.tags else priority_of(run.tags.get(PRIORITY))
