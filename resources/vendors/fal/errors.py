"""What fal said went wrong, as errors of the factory."""

from collections.abc import Mapping
from typing import Any

import httpx

from factory.documents.foreign_json import parsed_json
from factory.errors import AnswerLost, FactoryError, PermanentError, TransientError
from resources.machine.credentials import hidden
from resources.vendors.http_errors import retry_after_seconds

PASSING = frozenset(
    ("internal_server_error", "generation_timeout", "downstream_service_error")
    + ("downstream_service_unavailable", "request_timeout", "startup_timeout", "internal_error")
    + ("runner_scheduling_failure", "runner_connection_timeout", "runner_disconnected")
    + ("runner_connection_refused", "runner_connection_error", "runner_incomplete_response")
    + ("runner_server_error",)
)
"""Error types after which another job may succeed; none of them is billed."""


def failure_of(
    answer: httpx.Response, failure: Mapping[str, Any], request_id: str, doing: str
) -> FactoryError:
    """Return what a job's failure means; 5xx are never billed, 422 may be."""
    kinds, said = _told(answer, failure)
    about = f"could not {doing}: fal's job {request_id} failed: {hidden(said)[:300]}"
    if answer.status_code == 404 and not failure.get("error_type"):
        return AnswerLost(about)
    if answer.status_code >= 500 or kinds & PASSING:
        return TransientError(about, retry_after_seconds=retry_after_seconds(answer.headers))
    if "content_policy_violation" in kinds:
        about += "; the words of this scene must change"
    return PermanentError(about, charged=answer.status_code == 422)


def _told(answer: httpx.Response, failure: Mapping[str, Any]) -> tuple[set[str], str]:
    """Return the kinds of error, and its words, from all places where fal puts them."""
    try:
        body = parsed_json(answer.content)
    except ValueError:
        body = {"detail": answer.text}
    detail = body.get("detail", "") if isinstance(body, dict) else body
    kinds = {str(failure.get("error_type", "")), answer.headers.get("x-fal-error-type", "")}
    said = [str(failure.get("error", ""))]
    for one in detail if isinstance(detail, list) else [detail]:
        if isinstance(one, dict):
            kinds.add(str(one.get("type", "")))
            said.append(f"{'.'.join(map(str, one.get('loc', [])))}: {one.get('msg', '')}")
        else:
            said.append(str(one))
    return kinds - {""}, "; ".join(dict.fromkeys(filter(None, said)))
