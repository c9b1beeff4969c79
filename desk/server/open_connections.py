"""Open connections: what streams on is ended soon after whoever opened it may not have it any more."""

import asyncio
from collections.abc import Awaitable, Callable

from anyio import CancelScope
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ASK_SECONDS = 15.0
"""From one look at whether somebody still may to the next; so long a stream outlasts its token."""


async def while_allowed(
    app: ASGIApp, scope: Scope, receive: Receive, send: Send, allowed: Callable[[], Awaitable[bool]]
) -> None:
    """Run an app; end its event stream or websocket once `allowed` says no.

    Answers in one piece are none of these, and pass as they are.

    Args:
        app: what is asked.
        scope: of the connection.
        receive: what the client says.
        send: where the answer goes.
        allowed: whether whoever opened the connection would be let in now as who they were then.
    """
    watching: asyncio.Task[None] | None = None

    async def told(message: Message) -> None:
        nonlocal watching
        if serving.cancel_called:
            return  # a task of the app's own that has not noticed yet
        await send(message)
        if watching is None and _stays_open(message):
            watching = asyncio.create_task(watch())

    async def watch() -> None:
        while True:
            await asyncio.sleep(ASK_SECONDS)
            if not await allowed():
                serving.cancel()
                return

    with CancelScope() as serving:
        try:
            await app(scope, receive, told)
        finally:
            if watching:
                watching.cancel()
    if serving.cancelled_caught:
        await send(_ended(scope))


def _stays_open(message: Message) -> bool:
    if message["type"] == "websocket.accept":
        return True
    return message["type"] == "http.response.start" and any(
        name.lower() == b"content-type" and value.startswith(b"text/event-stream")
        for name, value in message["headers"]
    )


def _ended(scope: Scope) -> Message:
    if scope["type"] == "websocket":
        return {"type": "websocket.close", "code": 1008}
    return {"type": "http.response.body", "body": b"", "more_body": False}
