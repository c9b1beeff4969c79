"""A server of S3 on loopback: moto's, with faults between it and the client, and a record of parts."""

import io
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import boto3
import pytest
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

from resources.storage.s3_bucket import Bucket

ERROR = b"<?xml version='1.0'?><Error><Code>%s</Code><Message>no</Message></Error>"
Start = Callable[..., Any]


@dataclass
class S3Server:
    """Where it answers, what it saw, and what shall go wrong."""

    address: str = ""
    parts: list[int] = field(default_factory=list[int])
    """Numbers of the parts that arrived, in that order."""
    damaged: set[int] = field(default_factory=set[int])
    """Parts of which a byte is changed on their way, once each."""
    expired: bool = False
    """Whether credentials have run out."""
    kill: tuple[int, int] | None = None
    """(process, parts): it is killed as soon as so many have arrived, and no more are taken."""
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, app: Any, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        if self.expired:
            start("400 Bad Request", [("Content-Type", "application/xml")])
            return [ERROR % b"ExpiredToken"]
        query = parse_qs(environ["QUERY_STRING"])
        copied = "HTTP_X_AMZ_COPY_SOURCE" in environ
        if environ["REQUEST_METHOD"] != "PUT" or "partNumber" not in query or copied:
            return app(environ, start)
        with self._one_at_a_time:
            return self._part(app, environ, start, query)

    def _part(
        self, app: Any, environ: dict[str, Any], start: Start, query: dict[str, list[str]]
    ) -> Iterable[bytes]:
        if self.kill and len(self.parts) >= self.kill[1]:
            start("503 Service Unavailable", [("Content-Type", "application/xml")])
            return [ERROR % b"ServiceUnavailable"]
        number = int(query["partNumber"][0])
        if number in self.damaged:
            self.damaged.discard(number)
            body = bytearray(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
            body[len(body) // 2] ^= 1
            environ["wsgi.input"] = io.BytesIO(bytes(body))
        answer = app(environ, start)
        self.parts.append(number)
        if self.kill and len(self.parts) == self.kill[1]:
            os.kill(self.kill[0], signal.SIGKILL)
        return answer


@contextmanager
def s3_server() -> Iterator[S3Server]:
    """Run one, empty."""
    seen = S3Server()
    app = DomainDispatcherApplication(create_backend_app)
    server = make_server("127.0.0.1", 0, lambda e, start: seen.answer(app, e, start), threaded=True)
    seen.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        server.shutdown()
        thread.join()


@contextmanager
def s3_bucket() -> Iterator[Bucket]:
    """Run a server with an empty bucket, and open that with its keys."""
    with s3_server() as server, pytest.MonkeyPatch.context() as environment:
        environment.setenv("AWS_ACCESS_KEY_ID", "test")
        environment.setenv("AWS_SECRET_ACCESS_KEY", "test")
        s3 = boto3.client("s3", endpoint_url=server.address, region_name="us-east-1")
        s3.create_bucket(Bucket="media")
        yield Bucket("s3://media/house", server.address)
