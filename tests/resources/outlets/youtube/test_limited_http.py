"""YouTube's answers come in within a time and a size, or are given up."""

import gzip
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from resources.outlets.youtube.limited_http import LimitedHttp
from resources.vendors.transport.guarded import UnusableAnswer

HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
MOST = 100_000


@contextmanager
def answering(*answers: bytes, drips: bool = False) -> Iterator[str]:
    """Answer each connection with the next of these bytes, whatever is asked; then drip, if wanted."""
    over = threading.Event()

    def serve(listening: socket.socket) -> None:
        for answer in answers:
            try:
                taken, _ = listening.accept()
                with taken:
                    taken.recv(1 << 16)
                    taken.sendall(answer)
                    while drips and not over.wait(0.05):
                        taken.sendall(b" ")
            except OSError:
                continue

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve, args=(listening,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        finally:
            over.set()
            thread.join()


def of(body: bytes, more: bytes = b"") -> bytes:
    return HEAD + more + b"content-length: %d\r\n\r\n" % len(body) + body


@pytest.mark.parametrize("begun", [HEAD, HEAD + b"content-length: 100000\r\n\r\n"])
def test_an_answer_that_drips_is_given_up_when_its_time_is_up(begun: bytes):
    client = LimitedHttp(seconds=0.4)
    with answering(begun, drips=True) as address, pytest.raises(TimeoutError):
        client.request(address)


def test_an_answer_of_too_many_bytes_is_given_up():
    client = LimitedHttp(most_bytes=MOST)
    with answering(of(b"x" * (MOST + 1))) as address, pytest.raises(UnusableAnswer):
        client.request(address)


def test_an_answer_that_unfolds_to_too_many_bytes_is_given_up():
    client = LimitedHttp(most_bytes=MOST)
    packed = gzip.compress(b"xy" * MOST)
    with (
        answering(of(packed, b"content-encoding: gzip\r\n")) as address,
        pytest.raises(UnusableAnswer),
    ):
        client.request(address)


def test_after_an_answer_that_was_given_up_the_next_one_is_read_whole():
    opened = closing(LimitedHttp(most_bytes=MOST))
    with opened as client, answering(of(b"x" * (MOST + 1)), of(b"{}")) as address:
        with pytest.raises(UnusableAnswer):
            client.request(address)
        answer, content = client.request(address)
    assert (answer.status, content) == (200, b"{}")


@pytest.mark.parametrize("status", [b"302 Found", b"308 Resume Incomplete"])
def test_an_answer_that_leads_elsewhere_is_handed_back(status: bytes):
    said = b"HTTP/1.1 " + status + b"\r\nlocation: http://127.0.0.1:9/\r\ncontent-length: 0\r\n\r\n"
    with closing(LimitedHttp()) as client, answering(said) as address:
        answer, _ = client.request(address)
    assert answer.status == int(status[:3])
