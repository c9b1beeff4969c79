"""A wire between clients and the emulated vendors, which stops at any request, in any moment of it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal, get_args

Moment = Literal["before", "in", "after", "answered"]
"""Nothing of the request has left; half of its bytes have; it is done, and the answer is not there
yet; the answer is there."""
MOMENTS: tuple[Moment, ...] = get_args(Moment)
PIECE_BYTES = 1 << 20
STANDS_SECONDS = 60.0
HOP = frozenset({"connection", "keep-alive", "transfer-encoding", "content-length"})
NO_BODY = frozenset({204, 304})


@dataclass
class Stop:
    """Where the wire stops, once."""

    number: int
    """Of the request, from 0."""
    moment: Moment
    path: str = ""
    """Only requests that have this in their address are counted."""
    asked: str = ""
    """The request that it was."""
    reached: threading.Event = field(default_factory=threading.Event)
    cut: threading.Event = field(default_factory=threading.Event)
    """Whoever waited is gone: both ends are closed."""


class Wire:
    """Carries requests to a loopback port, and counts them."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._lock = threading.Lock()
        self._seen: list[str] = []
        self._stop: Stop | None = None
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.base = f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def seen(self) -> list[str]:
        """What was asked since the wire was last set: `POST /youtube/...`."""
        with self._lock:
            return list(self._seen)

    def set(self, stop: Stop | None = None) -> None:
        """Count from the beginning, and stop there."""
        with self._lock:
            self._seen.clear()
            self._stop = stop

    def passes(self, number: int, asked: str, moment: Moment) -> bool:
        """Stand still where the wire is to stop; return whether the request goes on."""
        with self._lock:
            stop = self._stop
        if stop is None or (stop.number, stop.moment) != (number, moment):
            return True
        stop.asked = asked
        stop.reached.set()
        if moment == "answered":
            return True
        stop.cut.wait(STANDS_SECONDS)
        return False

    def arrived(self, asked: str) -> int:
        """Return a request's number among those that are counted; below 0 where it is none of them."""
        with self._lock:
            self._seen.append(asked)
            counted = self._stop.path if self._stop else ""
            return sum(counted in one for one in self._seen) - 1 if counted in asked else -1

    def serve(self) -> None:
        """Carry requests until `close`."""
        self._server.serve_forever(poll_interval=0.05)

    def close(self) -> None:
        """End."""
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        wire = self

        class Carrier(_Carrier):
            pass

        Carrier.wire = wire
        return Carrier


@contextmanager
def a_wire(port: int) -> Iterator[Wire]:
    """Have a wire to a loopback port; it is gone afterwards."""
    wire = Wire(port)
    thread = threading.Thread(target=wire.serve, daemon=True)
    thread.start()
    try:
        yield wire
    finally:
        wire.close()
        thread.join()


class _Carrier(BaseHTTPRequestHandler):
    """One connection of a client; each of its requests goes on by a connection of its own."""

    wire: Wire
    protocol_version = "HTTP/1.1"
    timeout = STANDS_SECONDS

    def handle(self) -> None:
        """Carry requests until one of both ends is gone."""
        with suppress(ConnectionError):
            super().handle()

    def log_message(self, *_: object) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Say nothing."""

    def _carry(self) -> None:
        asked = f"{self.command} {self.path.partition('?')[0]}"
        passes = partial(self.wire.passes, self.wire.arrived(asked), asked)
        self.close_connection = True
        onward = HTTPConnection("127.0.0.1", self.wire.port, timeout=STANDS_SECONDS)
        try:
            if not passes("before") or not self._sent(onward, passes):
                return
            answer = onward.getresponse()
            content = answer.read()
            if passes("after"):
                self._answer(answer, content)
                self.close_connection = False
                passes("answered")
        except OSError:
            return  # one of both ends is gone
        finally:
            onward.close()

    do_GET = do_POST = do_PUT = do_DELETE = _carry

    def _sent(self, onward: HTTPConnection, passes: Callable[[Moment], bool]) -> bool:
        """Send the request on, with a stop in its middle; return whether all of it was sent."""
        length = int(self.headers.get("content-length") or 0)
        onward.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
        for name, value in self.headers.items():
            onward.putheader(name, value)
        onward.endheaders()
        self._relay(onward, length // 2)
        if not passes("in"):
            return False
        self._relay(onward, length - length // 2)
        return True

    def _relay(self, onward: HTTPConnection, count: int) -> None:
        while count:
            piece = self.rfile.read(min(count, PIECE_BYTES))
            if not piece:
                raise ConnectionAbortedError("the client is gone")
            onward.send(piece)
            count -= len(piece)

    def _answer(self, answer: HTTPResponse, content: bytes) -> None:
        self.send_response_only(answer.status, answer.reason)
        for name, value in answer.getheaders():
            if name.lower() not in HOP:
                self.send_header(name, value)
        if answer.status not in NO_BODY:
            self.send_header("content-length", str(len(content)))
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(content)
            self.wfile.flush()
