"""What fal's answers about a job say: what is noted of it, how it stands, what it made."""

import re
import time
from collections.abc import Mapping
from typing import Any, cast

import httpx

from factory.documents.foreign_json import parsed_json
from factory.errors import FactoryError, TransientError
from resources.machine.credentials import hidden

FILE_IS_GONE_SECONDS = 3600.0
"""A result that cannot be fetched so long after it was ordered will not come back."""


def job_of(handle: Any, endpoint: str) -> dict[str, Any]:
    """Return what is noted of a job that was taken; raise TypeError if the answer names none."""
    job = {
        "request_id": handle.request_id,
        "response_url": handle.response_url,
        "status_url": handle.status_url,
        "cancel_url": handle.cancel_url,
    }
    for key, value in job.items():
        if not isinstance(value, str) or not value:
            raise TypeError(f"{key} is {value!r}")
    return {**job, "endpoint": endpoint, "submitted_at": round(time.time(), 1)}


def object_of(answer: httpx.Response, doing: str) -> Mapping[str, Any]:
    """Return an answer's JSON object, {} for other JSON; without any the job goes on."""
    try:
        body = parsed_json(answer.content)
    except ValueError:
        raise TransientError(
            f"could not {doing}: fal answered {hidden(answer.text)[:100]!r}, which is no JSON; the "
            "job goes on"
        ) from None
    return cast(Mapping[str, Any], body) if isinstance(body, dict) else {}


def result_of(answer: httpx.Response, noted: Mapping[str, Any], doing: str) -> Mapping[str, Any]:
    """Return a result; one that stays no JSON for long is taken for an object without a file."""
    try:
        return object_of(answer, doing)
    except TransientError:
        if is_gone(noted):
            return {}
        raise


def is_gone(noted: Mapping[str, Any]) -> bool:
    """Whether a job was ordered so long ago that a result which is not there will not come back."""
    return time.time() - float(noted.get("submitted_at", 0)) > FILE_IS_GONE_SECONDS


def units_of(answer: httpx.Response) -> float | None:
    """Return how many of the model's own units fal bills, where it says so in plain digits."""
    said = answer.headers.get("x-fal-billable-units", "")
    return float(said) if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", said, re.ASCII) else None


def still_going(error: FactoryError) -> TransientError:
    """Return the error of a mere question: whatever it is, the job goes on and stays noted."""
    wait = error.retry_after_seconds if isinstance(error, TransientError) else None
    return TransientError(f"{error}; the job goes on", retry_after_seconds=wait)
