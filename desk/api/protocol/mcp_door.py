"""The MCP server behind the desk's door, loaded when the first model knocks (2 s)."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from desk.api.protocol.caller import call_of
from wiring.factory import Factory


class McpDoor:
    """Answers each request in the name of whoever the guard has let in."""

    def __init__(self, factory: Factory) -> None:
        self._factory = factory

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        serve_request = await run_in_threadpool(_loaded)
        call = call_of(self._factory, Request(scope))
        await serve_request(call, scope, receive, send)


def _loaded():
    from desk.api.protocol.mcp_server import serve_request

    return serve_request
