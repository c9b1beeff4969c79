"""The one way by which answers of vendors come in: few bytes, a timeout, no redirects.

Every client sends by it: openai's and our own directly, fal's and Google's through `adapters`.
An answer may be packed a thousandfold, drip for ever, lead elsewhere, or be no answer at all but the
page of a hotel's network; each is a sentence here, and none costs more than its limit.
"""

import threading
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from urllib.request import getproxies, proxy_bypass

import httpcore2
import httpx2

from factory.errors import AnswerLost, PermanentError
from resources.tracing import spans
from resources.vendors.transport.addresses import resolved, why_not_public

MAX_ANSWER_BYTES = 64 * 1024**2
"""After unpacking: four times the largest picture that a vendor sends as text."""
BLOCK_BYTES = 1 << 16
CONNECT_SECONDS = 5.0
JSON = ("application/json", "application/problem+json")
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_until: ContextVar[float] = ContextVar("until")
"""When the request that this thread waits for is given up, by the monotonic clock."""


class UnusableAnswer(AnswerLost):
    """An answer came that nobody can use: nobody knows whether the work was done, and charged."""


class WrongAddress(PermanentError):
    """A request would have gone where no answer may lead: it was not sent."""


@dataclass(frozen=True)
class Limits:
    """What an answer may be."""

    seconds: float
    """From the request's first byte to the answer's last."""
    most_bytes: int = MAX_ANSWER_BYTES
    media: tuple[str, ...] = ()
    """Beginnings of media types, of an answer without error; none: any."""
    public_only: bool = False
    """Whether the host must stand for addresses of the public network alone."""
    detours: bool = False
    """Whether an answer that leads elsewhere is handed back, to whoever carries no key."""


class GuardedTransport(httpx2.BaseTransport):
    """Sends requests by httpx2's own transport, by a proxy where the environment names one."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._ways: dict[str, httpx2.HTTPTransport] = {}
        self._opening = threading.Lock()

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request; the answer's body is read under the limits.

        Raises:
            UnusableAnswer: it leads elsewhere, is too long, or of another kind than wanted.
            WrongAddress: the host is none of the public network's, where that is wanted.
            httpx2.TransportError: no connection, or no whole answer in time.
        """
        host, method = request.url.host, request.method
        with spans.span(method, http_request_method=method, server_address=host) as span:
            answer = self._sent(request)
            span.note("http.response.status_code", answer.status_code)
        return answer

    def _sent(self, request: httpx2.Request) -> httpx2.Response:
        until = time.monotonic() + self._limits.seconds
        request.headers["accept-encoding"] = "gzip"
        with _given_up_at(until):
            answer = self._way(request.url).handle_request(request)
        try:
            self._look_at(request.url, answer)
        except BaseException:
            answer.close()
            raise
        packed = answer.headers.pop("content-encoding", "identity").strip().lower()
        answer.headers.pop("content-length", None)
        host = request.url.host
        body = _Body(answer.stream, packed, until, self._limits.most_bytes, host)  # pyright: ignore[reportArgumentType]
        return httpx2.Response(
            answer.status_code, headers=answer.headers, stream=body, extensions=answer.extensions
        )

    def _look_at(self, url: httpx2.URL, answer: httpx2.Response) -> None:
        status, kind = answer.status_code, answer.headers.get("content-type", "").lower()
        if status in REDIRECTS and not self._limits.detours:
            where = _host_of(url, answer.headers.get("location", ""))
            raise UnusableAnswer(
                f"{url.host} answered {status} and leads to {where}; no request follows, as a key"
                " or an order could end there"
            )
        if status < 300 and kind and self._limits.media and not kind.startswith(self._limits.media):
            raise UnusableAnswer(
                f"{url.host} answered {kind.partition(';')[0][:60]!r}; wanted: "
                f"{' or '.join(self._limits.media)}"
            )

    def _way(self, url: httpx2.URL) -> httpx2.HTTPTransport:
        proxies = getproxies()
        proxy = proxies.get(url.scheme) or proxies.get("all") or ""
        if proxy and proxy_bypass(url.host):
            proxy = ""
        with self._opening:  # of two threads that come first, one way would stay open for ever
            if proxy not in self._ways:
                way = httpx2.HTTPTransport(proxy=proxy or None)
                # httpx2 has no public door for it: all reading and connecting goes through here.
                public = self._limits.public_only and not proxy
                way._pool._network_backend = _Backend(public)
                self._ways[proxy] = way
            return self._ways[proxy]

    def __del__(self) -> None:
        self.close()  # of a client that nobody closed

    def close(self) -> None:
        """Let go of the connections."""
        for way in self._ways.values():
            way.close()


def guarded_client(limits: Limits) -> httpx2.Client:
    """Return a client that follows no redirect and sends by a guarded transport."""
    wait = httpx2.Timeout(limits.seconds, connect=min(CONNECT_SECONDS, limits.seconds))
    return httpx2.Client(transport=GuardedTransport(limits), timeout=wait, follow_redirects=False)


@contextmanager
def _given_up_at(until: float) -> Iterator[None]:
    token = _until.set(until)
    try:
        yield
    finally:
        _until.reset(token)


class _Body(httpx2.SyncByteStream):
    """An answer's body, unpacked in small blocks and counted."""

    def __init__(
        self, raw: httpx2.SyncByteStream, packed: str, until: float, most_bytes: int, host: str
    ) -> None:
        self._raw, self._until, self._most, self._host = raw, until, most_bytes, host
        if packed not in ("identity", "", "gzip", "x-gzip", "deflate"):
            raise UnusableAnswer(f"{host} packed its answer as {packed[:20]!r}; wanted: gzip")
        self._packed = packed not in ("identity", "")

    def __iter__(self) -> Iterator[bytes]:
        count = 0
        blocks = self._blocks()
        for block in self._unpacked(blocks) if self._packed else blocks:
            count += len(block)
            if count > self._most:
                raise UnusableAnswer(
                    f"{self._host} sent more than {self._most:,} bytes; wanted: fewer"
                )
            yield block

    def _blocks(self) -> Iterator[bytes]:
        source = iter(self._raw)
        while True:
            with _given_up_at(self._until):
                block = next(source, None)
            if block is None:
                return
            if time.monotonic() > self._until:
                raise httpx2.ReadTimeout(f"{self._host} was still sending when its time was up")
            yield block

    def _unpacked(self, blocks: Iterable[bytes]) -> Iterator[bytes]:
        unpack = zlib.decompressobj(zlib.MAX_WBITS | 32)
        begun = False
        try:
            for block in blocks:
                # Whatever came after the end would be kept, uncounted, in `unused_data`.
                if block and unpack.eof:
                    raise UnusableAnswer(f"{self._host} sent more after the end of its gzip")
                begun = begun or bool(block)
                while block:
                    yield unpack.decompress(block, BLOCK_BYTES)
                    block = unpack.unconsumed_tail
                if unpack.unused_data:
                    raise UnusableAnswer(f"{self._host} sent more after the end of its gzip")
            yield unpack.flush(BLOCK_BYTES)
        except zlib.error as error:
            raise UnusableAnswer(f"{self._host} sent a body that is no gzip ({error})") from None
        if begun and not unpack.eof:
            raise UnusableAnswer(f"{self._host} sent a gzip without its end; wanted the whole body")

    def close(self) -> None:
        self._raw.close()


class _Backend(httpcore2.NetworkBackend):
    """Connects to the address that was looked up and judged, and watches the clock."""

    def __init__(self, public_only: bool) -> None:
        self._public_only = public_only
        self._inner = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        places = resolved(host, port) if self._public_only else [host]
        if not places:
            raise httpcore2.ConnectError(f"{host} cannot be looked up")
        if self._public_only:
            for place in places:
                if why := why_not_public(place):
                    raise WrongAddress(f"{host} may not be asked, as {why}")
        failure: Exception = httpcore2.ConnectError(f"{host} cannot be reached")
        for place in places:
            try:
                stream = self._inner.connect_tcp(
                    place, port, _left(timeout), local_address, socket_options
                )
                return _Watched(stream)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
            except UnicodeError:  # a label of no or of 64 characters: Python's IDNA says so by this
                failure = httpcore2.ConnectError(
                    f"{host} cannot be looked up: it is no name of a host"
                )
        raise failure

    def sleep(self, seconds: float) -> None:
        self._inner.sleep(seconds)


class _Watched(httpcore2.NetworkStream):
    """A connection on which nobody waits longer than the request may take in all."""

    def __init__(self, inner: httpcore2.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        try:
            return _Watched(self._inner.start_tls(ssl_context, server_hostname, _left(timeout)))
        except ValueError:  # behind a proxy, this is the first that looks at the name
            raise httpcore2.ConnectError(f"{server_hostname} is no name of a host") from None

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _host_of(url: httpx2.URL, location: str) -> str:
    """Return the host that an answer leads to."""
    try:
        return httpx2.URL(url).join(location).host
    except httpx2.InvalidURL:
        return "what is no address"


def _left(timeout: float | None) -> float | None:
    """Return how long may be waited now."""
    until = _until.get(None)
    if until is None:
        return timeout
    left = until - time.monotonic()
    if left <= 0:
        raise httpcore2.ReadTimeout("the time for the whole answer is up")
    return left if timeout is None else min(timeout, left)
