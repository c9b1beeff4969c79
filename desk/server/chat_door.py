"""Where Slack and Discord bring clicks in: signed requests that nobody signs in for."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from desk.actions.chat_decisions import answer, carry
from desk.web.guarded import Guarded, need
from factory.errors import Forged, NoAccess
from factory.messages.click import Click, Reply
from factory.messages.message import MessengerName
from wiring.factory import Factory

CHATS: tuple[MessengerName, ...] = ("slack", "discord")
SIGNATURES: dict[str, str] = {"slack": "x-slack-signature", "discord": "x-signature-ed25519"}


def chat_routes(factory: Factory) -> list[Guarded]:
    """Return their addresses; who may is said by the signature of each request."""
    return [
        Guarded(f"/chat/{chat}", partial(_clicked, factory, chat), need(None), methods=["POST"])
        for chat in CHATS
    ]


async def _clicked(factory: Factory, chat: MessengerName, request: Request) -> Response:
    body = await request.body()
    reply = await run_in_threadpool(_taken, factory, chat, dict(request.headers), body)
    if reply is None:
        return Response("not signed by whom it says", 401)
    after = BackgroundTask(carry, factory)
    if reply.body is None:
        return Response(status_code=reply.status, background=after)
    return JSONResponse(reply.body, reply.status, background=after)


def _taken(
    factory: Factory, chat: MessengerName, headers: dict[str, str], body: bytes
) -> Reply | None:
    """Return what a request is answered; None: it is forged, stale, or sent once more."""
    try:
        door = factory.messengers.door(chat)
        click = door.read(headers, body, time.time())
        if click.kind != "greeting":
            factory.catalogue.clicks.refuse_again(headers[SIGNATURES[chat]])
        return answer(factory, door, click)
    except (Forged, NoAccess):
        return None


@contextmanager
def clicks_by_socket(factory: Factory, log: Callable[[str], None]) -> Iterator[None]:
    """Take Slack's clicks by Socket Mode until the block ends, where it is set up."""
    token = factory.messengers.slack_app_token
    if not token:
        yield
        return
    door = factory.messengers.door("slack")

    def take(click: Click) -> Reply:
        reply = answer(factory, door, click)
        carry(factory)
        return reply

    with factory.messengers.slack_socket(token, take, log):
        yield
