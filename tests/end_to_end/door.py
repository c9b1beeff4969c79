"""A browser's and a program's way to the door of a running factory."""

import socket
from contextlib import suppress
from urllib.parse import urlsplit

from tests.end_to_end.running_factory import Running


def raw(factory: Running, request: bytes, *, wait_seconds: float = 30) -> bytes:
    """Send bytes as they are; return everything that comes until the end of the connection."""
    address = urlsplit(factory.desk)
    with socket.create_connection((address.hostname, address.port), timeout=wait_seconds) as server:
        server.sendall(request)
        answer = b""
        with suppress(ConnectionResetError):  # what it would not read, it throws away
            while part := server.recv(65_536):
                answer += part
        return answer


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])
