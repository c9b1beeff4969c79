"""Answers that a hostile or broken server gives: packed a thousandfold, dripping, leading elsewhere."""

import asyncio
import gzip
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from starlette.types import Message, Scope, Send

from emulators.connections import drip_head

Spoil = Callable[[Sequence[Message], Mapping[str, Any], Scope, Send], Awaitable[None]]
PAGE = b"<html><body>Please sign in to the hotel's network.</body></html>"


async def _bomb(
    kept: Sequence[Message], options: Mapping[str, Any], scope: Scope, send: Send
) -> None:
    """Send `megabytes` (default 300) of blanks, packed."""
    blanks = b" " * (int(options.get("megabytes", 300)) << 20)
    packed = gzip.compress(blanks, 1)
    await _send(200, _packed(kept), packed, send)


async def _longer(
    kept: Sequence[Message], options: Mapping[str, Any], scope: Scope, send: Send
) -> None:
    """Send the answer packed, and after the end of the packing `megabytes` (default 3) of blanks."""
    blanks = b" " * (int(options.get("megabytes", 3)) << 20)
    await _send(200, _packed(kept), gzip.compress(b"".join(_bodies(kept))) + blanks, send)


async def _shorter(
    kept: Sequence[Message], options: Mapping[str, Any], scope: Scope, send: Send
) -> None:
    """Send the answer packed, without its last `bytes` (default 8): its sum and its length."""
    packed = gzip.compress(b"".join(_bodies(kept)))
    await _send(200, _packed(kept), packed[: -int(options.get("bytes", 8))], send)


def _packed(kept: Sequence[Message]) -> list[tuple[bytes, bytes]]:
    return [(b"content-type", _kind(kept)), (b"content-encoding", b"gzip")]


def _bodies(kept: Sequence[Message]) -> list[bytes]:
    return [message.get("body", b"") for message in kept]


async def _drip(
    kept: Sequence[Message], options: Mapping[str, Any], scope: Scope, send: Send
) -> None:
    """Send one byte every `seconds` (default 0.05), for ever."""
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"content-type", _kind(kept))]}
    )
    while True:
        await send({"type": "http.response.body", "body": b" ", "more_body": True})
        await asyncio.sleep(float(options.get("seconds", 0.05)))


async def _slow_head(
    kept: Sequence[Message], options: Mapping[str, Any], scope: Scope, send: Send
) -> None:
    """Send a header's bytes one by one, for ever."""
    await drip_head(scope, float(options.get("seconds", 0.05)))


async def _lead(
    kept: Sequence[Message], options: Mapping[str, Any], scope: Scope, send: Send
) -> None:
    """Lead to `location` with a status 307, which repeats an order."""
    where = str(options.get("location", "http://169.254.169.254/"))
    await _send(int(options.get("status", 307)), [(b"location", where.encode())], b"", send)


async def _page(
    kept: Sequence[Message], options: Mapping[str, Any], scope: Scope, send: Send
) -> None:
    """Send a page in place of an answer."""
    await _send(200, [(b"content-type", b"text/html; charset=utf-8")], PAGE, send)


async def _without(
    kept: Sequence[Message], options: Mapping[str, Any], scope: Scope, send: Send
) -> None:
    """Leave the keys of `keys` out, wherever they stand; or put `instead` in their place."""
    body = json.loads(b"".join(m["body"] for m in kept if m["type"] == "http.response.body"))
    instead = options.get("instead")
    spoiled = _spoiled(body, frozenset(options.get("keys", ())), "instead" in options, instead)
    await _send(200, [(b"content-type", b"application/json")], json.dumps(spoiled).encode(), send)


def _spoiled(value: Any, keys: frozenset[str], replaced: bool, instead: Any) -> Any:
    if isinstance(value, list):
        return [_spoiled(one, keys, replaced, instead) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: instead if key in keys else _spoiled(one, keys, replaced, instead)
        for key, one in value.items()
        if replaced or key not in keys
    }


def _kind(kept: Sequence[Message]) -> bytes:
    headers = next((m["headers"] for m in kept if m["type"] == "http.response.start"), [])
    return dict(headers).get(b"content-type", b"application/json")


async def _send(status: int, headers: list[tuple[bytes, bytes]], body: bytes, send: Send) -> None:
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": body})


HOSTILE: Mapping[str, Spoil] = {
    "bomb": _bomb,
    "longer": _longer,
    "shorter": _shorter,
    "drip": _drip,
    "slow_head": _slow_head,
    "lead": _lead,
    "page": _page,
    "without": _without,
}
"""By the kind of fault: each spoils an answer that the vendor has given, and billed."""
