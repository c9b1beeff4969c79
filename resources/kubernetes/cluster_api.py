"""The cluster's API, as far as runs ask it: jobs of one namespace, and how their pods are.

What passes by itself (429, 5xx, no connection) is asked again a few times, in the cluster's own time.
"""

import random
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final

import httpx2

from factory.errors import NoAccess, PermanentError, TransientError
from resources.kubernetes.service_account import ServiceAccount
from resources.vendors.http_errors import retry_after_seconds

ATTEMPTS: Final = 6
LONGEST_PAUSE_SECONDS: Final = 10.0
ANSWER_SECONDS: Final = 15.0
"""Timeout: after so long without an answer a request is given up."""
WORDS: Final = 300
"""Characters of an answer that are told."""

Fields = Mapping[str, Any]


class ClusterApi:
    """Jobs of the namespace that this process runs in.

    Args:
        address: of the API server, `https://10.0.0.1:443`.
        account: whose token is shown.
        pause: waits between two attempts.
    """

    def __init__(
        self, address: str, account: ServiceAccount, pause: Callable[[float], None] = time.sleep
    ) -> None:
        self._account = account
        self._pause = pause
        self._http = httpx2.Client(
            base_url=f"{address}/", verify=account.trust(), timeout=ANSWER_SECONDS, trust_env=False
        )

    def close(self) -> None:
        """Close its connections."""
        self._http.close()

    def create_job(self, job: Fields) -> None:
        """Create a job; one of this name that has its labels is the one: its answer was lost.

        Raises:
            PermanentError: the cluster takes no such job, or another has its name.
            TransientError: it does not answer.
        """
        doing = f"create the job {_name(job)}"
        answer = self._ask("POST", self._jobs, doing, job=job, also=(409,))
        if answer.status_code == 409:
            there = self.job(_name(job))
            # The cluster may have added labels of its own.
            labels: Fields = there["metadata"].get("labels", {}) if there else {}
            if not job["metadata"]["labels"].items() <= labels.items():
                raise PermanentError(f"could not {doing}: {_said(answer)}")

    def job(self, name: str) -> Fields | None:
        """Return a job with its status; None where there is none."""
        answer = self._ask("GET", f"{self._jobs}/{name}", f"look at the job {name}", also=(404,))
        return None if answer.status_code == 404 else answer.json()

    def delete_jobs(self, labels: str) -> int:
        """Delete all jobs with these labels, their pods with them; return how many there were."""
        found = self._ask("GET", self._jobs, "list jobs", params={"labelSelector": labels})
        names = [_name(one) for one in found.json()["items"]]
        for name in names:
            wanted = {"propagationPolicy": "Background"}
            doing = f"delete the job {name}"
            self._ask("DELETE", f"{self._jobs}/{name}", doing, params=wanted, also=(404, 409))
        return len(names)

    def pods(self, job: str) -> Sequence[Fields]:
        """Return the pods of a job, the oldest first."""
        asked = {"labelSelector": f"job-name={job}"}
        path = f"api/v1/namespaces/{self._account.namespace}/pods"
        found = self._ask("GET", path, f"list the pods of {job}", params=asked).json()["items"]
        return sorted(found, key=lambda pod: pod["metadata"].get("creationTimestamp", ""))

    @property
    def _jobs(self) -> str:
        return f"apis/batch/v1/namespaces/{self._account.namespace}/jobs"

    def _ask(
        self,
        method: str,
        path: str,
        doing: str,
        *,
        job: Fields | None = None,
        params: Mapping[str, str] | None = None,
        also: Collection[int] = (),
    ) -> httpx2.Response:
        """Return an answer that is 2xx, or one of those that say something here, too."""
        wrong, asked_seconds = "", 0.0
        for attempt in range(ATTEMPTS):
            if attempt:
                backoff = 0.25 * 2**attempt * random.uniform(0.5, 1)
                self._pause(min(max(backoff, asked_seconds), LONGEST_PAUSE_SECONDS))
                asked_seconds = 0.0
            headers = {"Authorization": f"Bearer {self._account.token}"}
            try:
                answer = self._http.request(method, path, json=job, params=params, headers=headers)
            except httpx2.TransportError as error:
                wrong = f"{type(error).__name__}: {error}"
                continue
            if answer.is_success or answer.status_code in also:
                return answer
            wrong = _said(answer)
            # A token may be replaced between being read and being shown.
            if answer.status_code == 401 and attempt == 0:
                continue
            if answer.status_code in (401, 403):
                raise NoAccess(
                    f"could not {doing}: {wrong}; the service account wants the role of "
                    "deploy/kubernetes/overlays/jobs/rights.yaml"
                )
            if answer.status_code < 500 and answer.status_code != 429:
                raise PermanentError(f"could not {doing}: {wrong}")
            asked_seconds = retry_after_seconds(answer.headers) or 0.0
        raise TransientError(f"could not {doing}, {ATTEMPTS} times: {wrong}")


def _name(job: Fields) -> str:
    return str(job["metadata"]["name"])


def _said(answer: httpx2.Response) -> str:
    """Return the cluster's own words, `403 jobs.batch is forbidden: ...`."""
    try:
        words = str(answer.json()["message"])
    except (ValueError, KeyError, TypeError):
        words = answer.text
    return f"{answer.status_code} {' '.join(words.split())[:WORDS]}"
