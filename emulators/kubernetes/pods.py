"""Pods as processes of this machine: started, evicted, killed, and what the cluster says of each."""

import os
import signal
import subprocess
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

Fields = dict[str, Any]


@dataclass
class Pod:
    """One pod of a job; its only container is a process in a session of its own."""

    name: str
    job: str
    labels: Mapping[str, str]
    process: "subprocess.Popen[bytes] | None" = None
    waits: Fields = field(default_factory=dict[str, Any])
    """Why its container was not started: `{"reason": "ImagePullBackOff"}`."""
    reason: str = ""
    """Why the cluster ended it: `Evicted`."""
    created: str = field(default_factory=lambda: datetime.now(UTC).isoformat())

    @property
    def phase(self) -> str:
        """Pending, Running, Succeeded or Failed."""
        if self.reason:
            return "Failed"
        if self.process is None:
            return "Pending"
        code = self.process.poll()
        return "Running" if code is None else "Succeeded" if code == 0 else "Failed"

    def end(self, order: signal.Signals) -> None:
        """Send its processes a signal."""
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, order)

    def described(self) -> Fields:
        """Return it as the API tells it."""
        status: Fields = {"phase": self.phase}
        if self.reason:
            status |= {"reason": self.reason, "message": "The node was low on resource: memory."}
        if self.waits:
            status["containerStatuses"] = [{"name": "run", "state": {"waiting": self.waits}}]
        elif self.process and self.process.poll() is not None:
            code = self.process.returncode
            ended = {"exitCode": 128 - code if code < 0 else code}
            ended["reason"] = "Completed" if code == 0 else "Error"
            status["containerStatuses"] = [{"name": "run", "state": {"terminated": ended}}]
        labels = {**self.labels, "job-name": self.job, "batch.kubernetes.io/job-name": self.job}
        metadata = {"name": self.name, "labels": labels, "creationTimestamp": self.created}
        return {"kind": "Pod", "metadata": metadata, "status": status}


@dataclass
class Job:
    """A job that somebody created, and its pods."""

    wanted: Fields
    start: Callable[["Job"], Pod]
    pods: list[Pod] = field(default_factory=list[Pod])

    @property
    def name(self) -> str:
        """Of the job."""
        return str(self.wanted["metadata"]["name"])

    def look_after(self) -> None:
        """Start another pod for one that failed, as often as the job allows."""
        if self.pods and self._count("Running", "Pending", "Succeeded"):
            return
        if len(self.pods) <= self.wanted["spec"].get("backoffLimit", 6):
            self.pods.append(self.start(self))

    def described(self) -> Fields:
        """Return it as the API tells it."""
        status: Fields = {
            "active": self._count("Running", "Pending"),
            "succeeded": self._count("Succeeded"),
            "failed": self._count("Failed"),
        }
        status = {key: number for key, number in status.items() if number}
        if "succeeded" in status:
            status["conditions"] = [{"type": "Complete", "status": "True"}]
        elif "active" not in status:
            words = {
                "reason": "BackoffLimitExceeded",
                "message": "it has reached its backoff limit",
            }
            status["conditions"] = [{"type": "Failed", "status": "True", **words}]
        return {**self.wanted, "status": status}

    def _count(self, *phases: str) -> int:
        return sum(pod.phase in phases for pod in self.pods)
