"""A cluster on this machine: jobs become processes, with the faults that a real one has."""

import random
import re
import signal
import string
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from emulators.kubernetes.pods import Fields, Job, Pod

NAME = re.compile(r"[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")
LABEL = re.compile(r"(([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9])?")


class Rejected(Exception):
    """What the API answers in place of what was asked: a Status with a code, a reason, a message."""

    def __init__(self, code: int, reason: str, message: str, *, after: float = 0) -> None:
        super().__init__(message)
        self.code = code
        self.reason = reason
        self.retry_after_seconds = after


@dataclass
class Fault:
    """One order of what shall go wrong with a coming request."""

    method: str
    code: int
    after_it_was_done: bool = False
    """The request is carried out, and its answer is lost."""
    retry_after_seconds: float = 0


@dataclass
class Cluster:
    """One namespace.

    Args:
        commands: returns the program that an image starts, and its environment.
    """

    commands: Callable[[Fields], tuple[Sequence[str], Mapping[str, str]]]
    token: str = "token-1"
    images_missing: set[str] = field(default_factory=set[str])
    jobs: dict[str, Job] = field(default_factory=dict[str, Job])
    faults: list[Fault] = field(default_factory=list[Fault])
    asked: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    lock: threading.RLock = field(default_factory=threading.RLock)

    def create(self, job: Fields) -> Fields:
        """Create a job and start its first pod.

        Raises:
            Rejected: the name is taken, or it is no job that a cluster takes.
        """
        name = str(job.get("metadata", {}).get("name", ""))
        _check(job, name)
        if name in self.jobs:
            raise Rejected(409, "AlreadyExists", f'jobs.batch "{name}" already exists')
        self.jobs[name] = Job(job, self._start)
        self.jobs[name].look_after()
        return self.jobs[name].described()

    def job(self, name: str) -> Job:
        """Return a job; raise Rejected where there is none."""
        if name not in self.jobs:
            raise Rejected(404, "NotFound", f'jobs.batch "{name}" not found')
        self.jobs[name].look_after()
        return self.jobs[name]

    def delete(self, name: str) -> None:
        """Delete a job; its pods get SIGKILL at once, as after their grace."""
        for pod in self.job(name).pods:
            pod.end(signal.SIGKILL)
        del self.jobs[name]

    def pods(self) -> list[Pod]:
        """Return all pods."""
        for job in self.jobs.values():
            job.look_after()
        return [pod for job in self.jobs.values() for pod in job.pods]

    def evict(self, pod: Pod) -> None:
        """End a pod as a node does that is low on memory."""
        pod.reason = "Evicted"
        pod.end(signal.SIGKILL)

    def close(self) -> None:
        """End every pod."""
        for pod in self.pods():
            pod.end(signal.SIGKILL)
            if pod.process:
                pod.process.wait()

    def _start(self, job: Job) -> Pod:
        template = job.wanted["spec"]["template"]
        (container,) = template["spec"]["containers"]
        end = "".join(random.choices(string.ascii_lowercase, k=5))
        pod = Pod(f"{job.name}-{end}", job.name, template.get("metadata", {}).get("labels", {}))
        if container["image"] in self.images_missing:
            words = f'Back-off pulling image "{container["image"]}"'
            pod.waits = {"reason": "ImagePullBackOff", "message": words}
            return pod
        command, environment = self.commands(container)
        pod.process = subprocess.Popen(
            command, env=dict(environment), stdin=subprocess.DEVNULL, start_new_session=True
        )
        return pod


def _check(job: Mapping[str, Any], name: str) -> None:
    """Refuse what a cluster refuses, in its words."""
    spec = job.get("spec", {}).get("template", {}).get("spec", {})
    wrong = ""
    if not NAME.fullmatch(name):
        wrong = f'metadata.name: Invalid value: "{name}": a lowercase RFC 1123 subdomain'
    elif spec.get("restartPolicy") not in ("Never", "OnFailure"):
        wrong = (
            'spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"'
        )
    elif not spec.get("containers"):
        wrong = "spec.template.spec.containers: Required value"
    for value in job.get("metadata", {}).get("labels", {}).values():
        if not isinstance(value, str) or not LABEL.fullmatch(value):
            wrong = f'metadata.labels: Invalid value: "{value}": a valid label'
    if wrong:
        raise Rejected(422, "Invalid", f'Job.batch "{name}" is invalid: {wrong}')
