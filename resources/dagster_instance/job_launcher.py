"""Runs as jobs of Kubernetes: one for each, under the same leases as the workers of RabbitMQ.

A job only offers a run: its pod takes the lease, or finds the run another's and ends. So a pod that is
killed, evicted or cut off loses its run, and one other goes on with it.
"""

import logging
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from dagster import DagsterRun, Field, StringSource
from dagster._config.config_schema import UserConfigSchema
from dagster._core.launcher import (
    CheckRunHealthResult,
    LaunchRunContext,
    ResumeRunContext,
    RunLauncher,
    WorkerStatus,
)
from dagster._serdes import ConfigurableClass, ConfigurableClassData

from factory.errors import FactoryError, TransientError
from factory.workflow.launch import PHASE
from resources.dagster_instance.leased_runs import LeasedRuns
from resources.kubernetes.cluster_api import ClusterApi
from resources.kubernetes.run_jobs import RUN_LABEL, RunJobs, failure, job_name, pod_words
from resources.kubernetes.service_account import MOUNTED, ServiceAccount
from resources.run_workers.celery_queues import queue_of

ATTEMPT_TAG: Final = ".dagster/factory-job-attempt"
"""How many jobs a run had before: another count than how often its phase was started."""

log = logging.getLogger(__name__)


class JobRunLauncher(LeasedRuns, RunLauncher, ConfigurableClass):
    """Starts each run as a job, of a size that its phase wants.

    Args:
        host: of the cluster's API, as Kubernetes tells every pod.
        port: of the same.
        jobs: the folder with `job.yaml` and `resources.yaml`.
        account: the folder with this pod's token and the cluster's authority.
    """

    waits_for = "its pod"

    def __init__(
        self,
        host: str,
        port: str,
        jobs: str,
        account: str = str(MOUNTED),
        inst_data: ConfigurableClassData | None = None,
    ) -> None:
        self._address = f"https://{f'[{host}]' if ':' in host else host}:{port}"
        self._folder = Path(jobs)
        self._account = ServiceAccount(Path(account))
        self._inst_data = inst_data
        super().__init__()

    @property
    def inst_data(self) -> ConfigurableClassData | None:
        """What dagster.yaml said."""
        return self._inst_data

    @classmethod
    def config_type(cls) -> UserConfigSchema:
        """What dagster.yaml may say."""
        return {
            "host": Field(StringSource),
            "port": Field(StringSource),
            "jobs": Field(StringSource),
            "account": Field(StringSource, default_value=str(MOUNTED), is_required=False),
        }

    @classmethod
    def from_config_value(
        cls, inst_data: ConfigurableClassData | None, config_value: Mapping[str, Any]
    ) -> "JobRunLauncher":
        """Make one of what dagster.yaml says."""
        return cls(**config_value, inst_data=inst_data)

    @property
    def supports_check_run_worker_health(self) -> bool:
        """Yes."""
        return True

    @property
    def supports_resume_run(self) -> bool:
        """Yes: what was finished is in the journal."""
        return True

    @cached_property
    def _api(self) -> ClusterApi:
        return ClusterApi(self._address, self._account)

    def launch_run(self, context: LaunchRunContext) -> None:
        """Create the job of a run."""
        self._start(context.dagster_run, 0)

    def resume_run(self, context: ResumeRunContext) -> None:
        """Create another job for a run whose worker was lost; the earlier one goes."""
        self._forget(context.dagster_run)
        self._start(context.dagster_run, context.resume_attempt_number or 1)

    def get_run_worker_debug_info(
        self, run: DagsterRun, include_container_logs: bool | None = True
    ) -> str | None:
        """Say who has a run, and how its pods are: why one cannot be placed, or its image not be had."""
        who = super().get_run_worker_debug_info(run, include_container_logs)
        try:
            pods = pod_words(self._api.pods(_job_of(run)))
        except FactoryError as error:
            pods = str(error)
        return "; ".join(word for word in (who, pods or "no pod") if word)

    def dispose(self) -> None:
        """Close the connections to the cluster."""
        if "_api" in self.__dict__:
            self._api.close()

    def _start(self, run: DagsterRun, attempt: int) -> None:
        queue = queue_of(run.tags.get(PHASE))
        # Read anew each time: whoever changes the folder need not start anything again.
        job = RunJobs.from_folder(self._folder).of(run.run_id, queue, attempt)
        self._leases.ask(run.run_id, queue)
        self._instance.add_run_tags(run.run_id, {ATTEMPT_TAG: str(attempt)})
        self._api.create_job(job)

    def _untaken(self, run: DagsterRun) -> CheckRunHealthResult:
        """Say whether a job may still take its run: it is there, and the cluster tries on."""
        job = self._api.job(_job_of(run))
        if job is None:
            said = f"its job {_job_of(run)} is gone"
            return CheckRunHealthResult(WorkerStatus.FAILED, said, transient=True)
        why = failure(job)
        if why:
            return CheckRunHealthResult(
                WorkerStatus.FAILED, f"its job failed: {why}", transient=True
            )
        return super()._untaken(run)

    def _forget(self, run: DagsterRun) -> None:
        """Delete a run's jobs; where the cluster does not do it now, their pods are refused the run."""
        try:
            self._api.delete_jobs(f"{RUN_LABEL}={run.run_id}")
        except TransientError as error:
            log.warning("run %s: %s", run.run_id, error)


def _job_of(run: DagsterRun) -> str:
    return job_name(run.run_id, int(run.tags.get(ATTEMPT_TAG, "0")))
