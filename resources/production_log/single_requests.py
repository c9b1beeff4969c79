"""HTTP for Google's client in which nothing is sent twice by itself.

httplib2, which that client usually brings, sends a request again when its connection breaks. A row
that was appended is then there twice.
"""

from collections.abc import Mapping
from typing import Any

import httplib2

from resources.vendors.transport.guarded import Limits, guarded_client


class SingleRequests:
    """What Google's client and its credentials ask of `httplib2.Http`, each request sent once."""

    def __init__(self, timeout_seconds: float) -> None:
        self._client = guarded_client(Limits(timeout_seconds))

    def request(
        self,
        uri: str,
        method: str = "GET",
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        **_: object,
    ) -> tuple[httplib2.Response, bytes]:
        """Send one request; raise `httpx2.TransportError` when no whole answer comes in time."""
        answer = self._client.request(method, uri, content=body, headers=headers)
        told = {**answer.headers, "status": str(answer.status_code)}
        response = httplib2.Response(told)
        response.reason = answer.reason_phrase
        return response, answer.content

    def close(self) -> None:
        """End the connections."""
        self._client.close()
