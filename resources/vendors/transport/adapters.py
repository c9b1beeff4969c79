"""The guarded transport for clients that speak httpx (fal) or requests (Google)."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import httpx2
import requests
from requests.adapters import BaseAdapter

from resources.vendors.transport.guarded import GuardedTransport, Limits

PASSED_ON = frozenset({"host", "content-length", "transfer-encoding"})
"""Headers that the inner client writes by itself."""


class HttpxTransport(httpx.BaseTransport):
    """Sends what an httpx client asks by the guarded transport."""

    def __init__(self, limits: Limits) -> None:
        self._inner = GuardedTransport(limits)
        self._limits = limits

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send it; errors are httpx's own, or the guarded transport's."""
        try:
            answer = _sent(
                self._inner, self._limits, request.method, str(request.url), request.headers,
                request.read(),
            )  # fmt: skip
        except httpx2.ConnectTimeout as error:
            raise httpx.ConnectTimeout(str(error), request=request) from None
        except httpx2.ConnectError as error:
            raise httpx.ConnectError(str(error), request=request) from None
        except httpx2.TimeoutException as error:
            raise httpx.ReadTimeout(str(error), request=request) from None
        except httpx2.TransportError as error:
            raise httpx.RemoteProtocolError(str(error), request=request) from None
        return httpx.Response(
            answer.status_code, headers=list(answer.headers.items()), content=answer.content
        )

    def close(self) -> None:
        """Let go of the connections."""
        self._inner.close()


class RequestsAdapter(BaseAdapter):
    """Sends what a requests session asks by the guarded transport."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self._inner = GuardedTransport(limits)
        self._limits = limits

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: Any = True,
        cert: Any = None,
        proxies: Any = None,
    ) -> requests.Response:
        """Send it; errors are requests' own, or the guarded transport's."""
        body = request.body or b""
        if not isinstance(body, str | bytes):
            raise TypeError("only a request whose body is at hand can be sent")
        data = body.encode() if isinstance(body, str) else body
        with _as_requests_says():
            answer = _sent(
                self._inner, self._limits, request.method or "GET", request.url or "",
                request.headers, data,
            )  # fmt: skip
        given = requests.Response()
        given.status_code = answer.status_code
        given.headers.update(answer.headers)
        given.raw = io.BytesIO(answer.content)
        given.url = request.url or ""
        given.request = request
        given.reason = answer.reason_phrase
        given.encoding = requests.utils.get_encoding_from_headers(given.headers)
        return given

    def close(self) -> None:
        """Let go of the connections."""
        self._inner.close()


@contextmanager
def _as_requests_says() -> Iterator[None]:
    try:
        yield
    except (httpx2.ConnectTimeout, httpx2.ConnectError) as error:
        raise requests.ConnectTimeout(str(error)) from None
    except httpx2.TimeoutException as error:
        raise requests.ReadTimeout(str(error)) from None
    except httpx2.TransportError as error:
        raise requests.ConnectionError(str(error)) from None


def _sent(
    inner: GuardedTransport, limits: Limits, method: str, url: str, headers: Any, body: bytes
) -> httpx2.Response:
    """Return the whole answer."""
    kept = {name: value for name, value in headers.items() if name.lower() not in PASSED_ON}
    wait = httpx2.Timeout(limits.seconds).as_dict()
    request = httpx2.Request(method, url, headers=kept, content=body, extensions={"timeout": wait})
    answer = inner.handle_request(request)
    try:
        answer.read()
    finally:
        answer.close()
    return answer
