"""The door of a platform that speaks JSON over HTTP: one attempt, few bytes, no detours, no key shown."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import httpx2

from factory.documents.foreign_json import parsed_json
from factory.errors import AnswerLost, TransientError
from resources.machine.credentials import hidden
from resources.vendors.transport.guarded import Limits, guarded_client

ANSWER_SECONDS = 30.0
"""Timeout: after so long without an answer a request is given up."""
UPLOAD_SECONDS = 300.0
"""For one chunk, on a slow line."""
MOST_ANSWER_BYTES = 4 << 20


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back."""

    status: int
    text: str
    headers: Mapping[str, str]
    body: Mapping[str, Any]
    """Empty where it is no JSON object."""


@dataclass(frozen=True, slots=True)
class JsonDoor:
    """Asks one platform.

    Args:
        title: as people call it, for messages.
    """

    title: str

    def send(
        self,
        doing: str,
        method: str,
        url: str,
        *,
        seconds: float = ANSWER_SECONDS,
        **sent: Any,
    ) -> Answered:
        """Ask once and return the answer, whatever its status.

        Args:
            doing: for messages, after `could not`.
            method: GET, POST, PUT or DELETE.
            url: the whole address.
            seconds: until the whole answer must be there.
            sent: `headers`, `params`, `json`, `data` or `content`, as httpx2 takes them.

        Raises:
            TransientError: no answer came, or none that can be used; it may have been done.
        """
        try:
            answer = _client(os.getpid(), seconds).request(method, url, **sent)
        except (httpx2.TransportError, AnswerLost) as error:
            raise TransientError(
                f"could not {doing}: no answer from {self.title} ({type(error).__name__}: "
                f"{hidden(error)[:200]})"
            ) from None
        return Answered(answer.status_code, answer.text, answer.headers, _object(answer))


@cache
def _client(process: int, seconds: float) -> httpx2.Client:
    """Return one client for each process: it takes 60 ms to make, and a fork may share none."""
    return guarded_client(Limits(seconds, most_bytes=MOST_ANSWER_BYTES))


def _object(answer: httpx2.Response) -> Mapping[str, Any]:
    try:
        found = parsed_json(answer.content)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
