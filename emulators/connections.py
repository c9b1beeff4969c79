"""Connections that can be cut without an answer, as a network would."""

import asyncio
from typing import Any

from starlette.types import Scope
from uvicorn.protocols.http.h11_impl import H11Protocol

_OPEN: dict[tuple[str, int], asyncio.Transport] = {}


class CuttableProtocol(H11Protocol):
    """HTTP/1.1 that remembers each connection by its other end's address."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Remember it."""
        super().connection_made(transport)
        _OPEN[tuple(transport.get_extra_info("peername")[:2])] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        peer: Any = self.transport.get_extra_info("peername")
        super().connection_lost(exc)
        if peer:
            _OPEN.pop(tuple(peer[:2]), None)


async def drop(scope: Scope) -> None:
    """Cut the connection that a request came by; return when it is gone."""
    peer = tuple(scope["client"])
    transport = _OPEN.get(peer)
    if transport:
        transport.abort()
    while peer in _OPEN:
        await asyncio.sleep(0)


async def drip_head(scope: Scope, seconds: float) -> None:
    """Send a header's bytes one by one until the other end goes away."""
    peer = tuple(scope["client"])
    transport = _OPEN.get(peer)
    if transport:
        transport.write(b"HTTP/1.1 200 OK\r\nx-slow: ")
    while transport and peer in _OPEN:
        transport.write(b"x")
        await asyncio.sleep(seconds)
