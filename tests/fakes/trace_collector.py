"""A collector of OpenTelemetry on this machine: takes spans over OTLP/HTTP and decodes them, or never answers."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span


@dataclass
class TraceCollector:
    """What came, and how it is answered."""

    address: str = ""
    status: int = 200
    location: str = ""
    body_bytes: int = 0
    """Of an answer; those that nobody reads are not sent."""
    hangs: bool = False
    bodies: list[bytes] = field(default_factory=list[bytes])
    headers: list[dict[str, str]] = field(default_factory=list[dict[str, str]])
    came: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)
    """Until then, those that hang get no answer."""
    answered: int = 0
    sent_bytes: int = 0

    def spans(self) -> list[Span]:
        """Return every span that came."""
        return [
            span
            for body in self.bodies
            for resource in ExportTraceServiceRequest.FromString(body).resource_spans
            for scope in resource.scope_spans
            for span in scope.spans
        ]

    def said(self) -> bytes:
        """Return every byte of every body."""
        return b"\n".join(self.bodies)


def facts_of(span: Span) -> dict[str, object]:
    """Return a span's attributes."""
    return {
        one.key: getattr(one.value, one.value.WhichOneof("value") or "string_value")
        for one in span.attributes
    }


@contextmanager
def trace_collector() -> Iterator[TraceCollector]:
    """Serve until the block ends."""
    collector = TraceCollector()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"] or 0))
            assert self.path == "/v1/traces"
            collector.bodies.append(body)
            collector.headers.append({k.lower(): v for k, v in self.headers.items()})
            collector.came.set()
            if collector.hangs:
                collector.released.wait()
                return
            collector.answered += 1
            self.send_response(collector.status)
            if collector.location:
                self.send_header("location", collector.location)
            self.send_header("content-length", str(collector.body_bytes))
            self.end_headers()
            with suppress(OSError):
                for _ in range(collector.body_bytes >> 20):
                    self.wfile.write(bytes(1 << 20))
                    collector.sent_bytes += 1 << 20

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    collector.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield collector
    finally:
        collector.released.set()
        server.shutdown()
        thread.join()
        server.server_close()
