"""The job of one run: the cluster's owner says how its pod looks, the run says what it does.

Of a run only its ID and the name of its queue get into a job: whoever launches a run chooses neither
image nor account nor environment.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from factory.errors import BadInput
from resources.run_workers.celery_queues import QUEUES

JOB: Final = "job.yaml"
RESOURCES: Final = "resources.yaml"
RUN_LABEL: Final = "video-factory/run"
QUEUE_LABEL: Final = "video-factory/queue"

Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RunJobs:
    """Makes jobs of what a folder says: `job.yaml`, and `resources.yaml` by queue."""

    job: Fields
    resources: Fields

    @classmethod
    def from_folder(cls, folder: Path) -> "RunJobs":
        """Read both files.

        Raises:
            BadInput: one is missing or is no such thing; the message names it and what was wanted.
        """
        job, resources = (_read(folder / name) for name in (JOB, RESOURCES))
        containers = _at(job, "spec", "template", "spec", "containers")
        if job.get("kind") != "Job" or not isinstance(containers, list) or len(containers) != 1:
            raise BadInput(
                f"{folder / JOB}: wanted a Job of `batch/v1` whose pod has one container"
            )
        if _at(job, "spec", "template", "spec", "restartPolicy") != "Never":
            raise BadInput(
                f"{folder / JOB}: wanted `restartPolicy: Never`: who goes on with a run is for its "
                "lease to say"
            )
        if set(resources) != set(QUEUES):
            raise BadInput(
                f"{folder / RESOURCES}: found {', '.join(map(str, resources))}; wanted requests and "
                f"limits for each of {', '.join(QUEUES)}"
            )
        return cls(job, resources)

    def of(self, run_id: str, queue: str, attempt: int) -> Fields:
        """Return the job of a run.

        Args:
            run_id: which.
            queue: whose resources it gets, of `QUEUES`.
            attempt: 0 begins it, any other resumes it, each under a name of its own.
        """
        job = deepcopy(dict(self.job))
        labels = {RUN_LABEL: run_id, QUEUE_LABEL: queue}
        job["metadata"] = {**job.get("metadata", {}), "name": job_name(run_id, attempt)}
        job["metadata"]["labels"] = {**job["metadata"].get("labels", {}), **labels}
        template = job["spec"]["template"]
        template["metadata"] = {**template.get("metadata", {})}
        template["metadata"]["labels"] = {**template["metadata"].get("labels", {}), **labels}
        (container,) = template["spec"]["containers"]
        container["args"] = ["worker", "--run", run_id, *(["--resume"] if attempt else [])]
        container["resources"] = self.resources[queue]
        return job


def job_name(run_id: str, attempt: int) -> str:
    """Return a name that no other run's job has: at most 63 letters, digits and `-`."""
    return f"run-{run_id}-{attempt}" if attempt else f"run-{run_id}"


def failure(job: Fields) -> str:
    """Return why a job is given up; empty while it is not."""
    for one in job.get("status", {}).get("conditions") or ():
        if one.get("type") == "Failed" and one.get("status") == "True":
            return f"{one.get('reason', 'Failed')}: {one.get('message', '')}".rstrip(": ")
    return ""


def pod_words(pods: Sequence[Fields]) -> str:
    """Say of each pod how it is and why: `run-1: Pending, ImagePullBackOff (...)`."""
    return "; ".join(_of_pod(pod) for pod in pods)


def _of_pod(pod: Fields) -> str:
    status = pod.get("status", {})
    said = [status.get("phase", "Unknown"), status.get("reason", ""), status.get("message", "")]
    for container in status.get("containerStatuses") or ():
        for state in container.get("state", {}).values():
            code = f"exit code {state['exitCode']}" if "exitCode" in state else ""
            said += [state.get("reason", ""), state.get("message", ""), code]
    for one in status.get("conditions") or ():
        if one.get("type") == "PodScheduled" and one.get("status") == "False":
            said += [one.get("reason", ""), one.get("message", "")]
    return f"{pod['metadata']['name']}: {', '.join(word for word in said if word)}"


def _read(path: Path) -> dict[str, Any]:
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadInput(f"{path} is no YAML: {' '.join(str(error).split())[:300]}") from error
    if not isinstance(found, dict):
        raise BadInput(f"{path}: found {type(found).__name__}, wanted a mapping")
    return found


def _at(fields: Any, *keys: str) -> Any:
    for key in keys:
        fields = fields.get(key) if isinstance(fields, Mapping) else None
    return fields
