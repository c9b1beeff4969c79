"""Connections: whoever is silent instead of asking loses theirs."""

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

HEADER_SECONDS = 15.0
"""From the first byte of a connection to the end of its first request's headers."""


class ImpatientProtocol(H11Protocol):
    """HTTP by h11, which takes no message that two readers could understand differently."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Begin to wait for a request."""
        super().connection_made(transport)
        self.loop.call_later(HEADER_SECONDS, self._give_up)

    def _give_up(self) -> None:
        """Hang up on a connection that has not asked for anything; a websocket's is not ours now."""
        if self.cycle is None and self in self.connections:
            self.transport.close()
