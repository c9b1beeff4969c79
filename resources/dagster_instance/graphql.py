"""A running Dagster, asked over its GraphQL API: so that a run starts within a second."""

from collections.abc import Mapping
from typing import Any

import httpx2

from factory.errors import TransientError

ADD_PARTITION = """
mutation($key: String!) {
  addDynamicPartition(
    partitionKey: $key
    partitionsDefName: "videos"
    repositorySelector: {repositoryName: "__repository__", repositoryLocationName: "video_factory"}
  ) { __typename ... on PythonError { message } ... on UnauthorizedError { message } }
}"""

LAUNCH = """
mutation($job: String!, $tags: [ExecutionTag!]!) {
  launchRun(executionParams: {
    selector: {
      repositoryName: "__repository__", repositoryLocationName: "video_factory", jobName: $job
    }
    executionMetadata: {tags: $tags}
  }) {
    __typename
    ... on LaunchRunSuccess { run { runId } }
    ... on PythonError { message }
    ... on InvalidSubsetError { message }
    ... on RunConfigValidationInvalid { errors { message } }
  }
}"""

TERMINATE = """
mutation($run: String!) {
  terminateRun(runId: $run) {
    __typename
    ... on TerminateRunFailure { message }
    ... on RunNotFoundError { message }
    ... on PythonError { message }
    ... on UnauthorizedError { message }
  }
}"""

HELPERS = """
query($run: String!) {
  runsOrError(filter: {
    tags: [{key: "factory/helps", value: $run}], statuses: [QUEUED, NOT_STARTED, STARTING, STARTED]
  }) {
    __typename
    ... on Runs { results { runId } }
    ... on InvalidPipelineRunsFilterError { message }
    ... on PythonError { message }
  }
}"""

KNOWS = """
{
  repositoryOrError(repositorySelector: {
    repositoryName: "__repository__", repositoryLocationName: "video_factory"
  }) { __typename }
}"""


class DagsterApi:
    """Dagster behind the door of a running factory.

    Args:
        address: where it answers, such as `http://127.0.0.1:3000/dagster`.
        token: the door's key; it is in no message.
        timeout_seconds: for one answer.
    """

    def __init__(self, address: str, token: str, timeout_seconds: float = 10.0) -> None:
        self._http = httpx2.Client(
            base_url=address,
            headers={"Authorization": f"Bearer {token}"},
            timeout=timeout_seconds,
            trust_env=False,
        )

    def knows_the_factory(self) -> bool:
        """Whether it answers, and has loaded our assets."""
        try:
            return self._ask(KNOWS, {})["repositoryOrError"]["__typename"] == "Repository"
        except TransientError:
            return False

    def launch(self, job: str, video_id: str, tags: Mapping[str, str]) -> str:
        """Start one run of a job for a video; return its run ID.

        Raises:
            TransientError: Dagster did not answer, or refused; the sensors will start it instead.
        """
        added = self._ask(ADD_PARTITION, {"key": video_id})["addDynamicPartition"]
        if added["__typename"] not in (
            "AddDynamicPartitionSuccess",
            "DuplicateDynamicPartitionError",
        ):
            raise TransientError(f"Dagster did not add the partition {video_id}: {added}")
        pairs = {**tags, "dagster/partition": video_id}
        launched = self._ask(
            LAUNCH, {"job": job, "tags": [{"key": k, "value": v} for k, v in pairs.items()]}
        )["launchRun"]
        if launched["__typename"] != "LaunchRunSuccess":
            raise TransientError(f"Dagster did not launch {job} of {video_id}: {launched}")
        return launched["run"]["runId"]

    def terminate(self, run_id: str) -> None:
        """Ask a run to stop; one that has ended already is as good.

        Raises:
            TransientError: Dagster did not answer, or refused.
        """
        answer = self._ask(TERMINATE, {"run": run_id})["terminateRun"]
        ended = "TerminateRunFailure", "RunNotFoundError"
        if answer["__typename"] not in ("TerminateRunSuccess", *ended):
            raise TransientError(f"Dagster did not stop the run {run_id}: {answer}")

    def helpers(self, run_id: str) -> list[str]:
        """Return the runs that help a run and have not ended.

        Raises:
            TransientError: Dagster did not answer, or refused.
        """
        answer = self._ask(HELPERS, {"run": run_id})["runsOrError"]
        if answer["__typename"] != "Runs":
            raise TransientError(f"Dagster did not say who helps the run {run_id}: {answer}")
        return [run["runId"] for run in answer["results"]]

    def _ask(self, query: str, variables: Mapping[str, Any]) -> Any:
        try:
            answer = self._http.post("/graphql", json={"query": query, "variables": variables})
            answer.raise_for_status()
        except httpx2.HTTPError as error:
            raise TransientError(
                f"Dagster at {self._http.base_url} did not answer: {error}"
            ) from error
        body = answer.json()
        if body.get("errors"):
            raise TransientError(f"Dagster refused the question: {body['errors'][0]['message']}")
        return body["data"]
