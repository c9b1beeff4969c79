"""The body of a request, read whole within limits of size and time before anybody works on it."""

import asyncio

from starlette.types import Message, Receive

from desk.server.refusal import Refused

LARGEST_BYTES = 8 << 20
"""A backfill of 20,000 videos names them all in 1 MB."""

SECONDS = 20.0


async def read_body(receive: Receive, declared: str | None) -> bytes:
    """Return the body.

    Raises:
        Refused: it is too large, comes too slowly, or breaks off.
    """
    if declared is not None and (not declared.isdecimal() or int(declared) > LARGEST_BYTES):
        raise _too_large()
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(SECONDS):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise Refused(400, "The body broke off.")
                part: bytes = message.get("body", b"")
                size += len(part)
                if size > LARGEST_BYTES:
                    raise _too_large()
                parts.append(part)
                if not message.get("more_body", False):
                    return b"".join(parts)
    except TimeoutError as error:
        raise Refused(408, f"The body did not arrive within {SECONDS:.0f} s.") from error


def replayed(body: bytes, receive: Receive) -> Receive:
    """Return what hands out the body again, and then whatever comes: the end of the connection."""
    waiting = [body]

    async def again() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return again


def _too_large() -> Refused:
    return Refused(413, f"The body is larger than {LARGEST_BYTES >> 20} MiB.")
