"""HTTP for Google's client whose answers have a last moment and a largest size.

That client speaks httplib2 alone, which waits for each read but not for all of them, and keeps
whatever comes. The limits are those of the guarded transport, which other clients send by.
"""

import http.client
import io
import socket
import time
from typing import Any

import httplib2
from httplib2.decode import DecodeLimitError

from resources.vendors.transport.guarded import MAX_ANSWER_BYTES, UnusableAnswer

ANSWER_SECONDS = 60
"""Timeout, after which a request is given up: of each send and read, and from a request's last byte to its answer's last."""
RESUMES = 308
"""Google's word for a session that goes on, and no redirect."""


class LimitedHttp(httplib2.Http):
    """Follows no redirect, and reads no answer for longer or further than `Limits` would.

    Args:
        seconds: from a request's last byte to its answer's last.
        most_bytes: of an answer, before and after unpacking.
    """

    def __init__(self, seconds: float = ANSWER_SECONDS, most_bytes: int = MAX_ANSWER_BYTES) -> None:
        super().__init__(timeout=seconds, decode_limit_hard=most_bytes)  # pyright: ignore[reportCallIssue]
        self.follow_redirects = (
            False  # no answer of the API leads on; one would be of somebody else
        )
        self.redirect_codes = self.redirect_codes - {RESUMES}
        self._most_bytes = most_bytes

    def request(self, uri: str, *args: Any, **kwargs: Any) -> Any:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Send a request.

        Raises:
            TimeoutError: its answer was not whole in time.
            UnusableAnswer: it is too long, or unfolds to what is.
            OSError, httplib2.HttpLib2Error: no connection, or an answer that nobody can read.
        """
        plain = uri.lower().startswith("http:")
        limited = _LimitedConnection if plain else _LimitedSecureConnection
        kwargs["connection_type"] = limited
        return super().request(uri, *args, **kwargs)

    def _conn_request(self, conn: Any, *args: Any) -> Any:
        conn.most_bytes = self._most_bytes
        whole = False
        try:
            found = super()._conn_request(conn, *args)  # pyright: ignore[reportAttributeAccessIssue]
            whole = True
        except DecodeLimitError as error:
            raise UnusableAnswer(f"Google sent what unfolds without end ({error})") from None
        finally:
            if not whole:
                conn.close()  # what is left of an answer would be read as the next one's
        return found


class _Limits:
    """A connection whose answers are read under limits."""

    most_bytes = MAX_ANSWER_BYTES
    timeout: Any

    def response_class(self, sock: socket.socket, **kwargs: Any) -> http.client.HTTPResponse:
        return _LimitedResponse(sock, self.timeout, self.most_bytes, **kwargs)


class _LimitedConnection(_Limits, httplib2.HTTPConnectionWithTimeout):  # pyright: ignore[reportIncompatibleVariableOverride]
    pass


class _LimitedSecureConnection(_Limits, httplib2.HTTPSConnectionWithTimeout):  # pyright: ignore[reportIncompatibleVariableOverride]
    pass


class _LimitedResponse(http.client.HTTPResponse):
    """Reads by a stream that watches the clock and counts."""

    def __init__(self, sock: socket.socket, seconds: float, most_bytes: int, **kwargs: Any) -> None:
        super().__init__(sock, **kwargs)
        whole = self.fp
        self.fp = io.BufferedReader(_Watched(sock, seconds, most_bytes))
        whole.close()


class _Watched(io.RawIOBase):
    """What comes by a socket, until the time is up or it is too much."""

    def __init__(self, sock: socket.socket, seconds: float, most_bytes: int) -> None:
        super().__init__()
        self._sock, self._seconds = sock, seconds
        self._raw = sock.makefile("rb", buffering=0)
        self._until = time.monotonic() + seconds
        self._most, self._left = most_bytes, most_bytes

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError("the time for the whole answer is up")
        self._sock.settimeout(left)
        try:
            count = self._raw.readinto(buffer)
        finally:
            self._sock.settimeout(self._seconds)
        self._left -= count or 0
        if self._left < 0:
            raise UnusableAnswer(f"Google sent more than {self._most:,} bytes; wanted: fewer")
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()
