"""Socket Mode: Slack's clicks over a connection that this machine opened itself."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from factory.errors import FactoryError
from factory.messages.click import Click, Reply
from resources.messengers.slack.client import ANSWER_SECONDS, said, web_client
from resources.messengers.slack.door import read_payload

PING_SECONDS = 10.0
AGAIN_SECONDS = 30.0


@contextmanager
def socket_mode(
    address: str, app_token: str, take: Callable[[Click], Reply], log: Callable[[str], None]
) -> Iterator[None]:
    """Take clicks from Slack until the block ends; the client connects anew by itself.

    Args:
        address: where Slack is asked for a connection.
        app_token: the app-level token.
        take: says what came of a click.
        log: told what goes wrong.
    """
    client = SocketModeClient(
        app_token=app_token,
        web_client=web_client(address, ""),
        ping_interval=PING_SECONDS,
        concurrency=2,
    )

    def listen(_: Any, request: SocketModeRequest) -> None:
        reply = Reply()
        try:
            if request.type == "interactive":
                reply = take(read_payload(json.dumps(request.payload)))
        except FactoryError as error:
            log(f"a click from Slack was not taken: {error}")
        client.send_socket_mode_response(
            SocketModeResponse(envelope_id=request.envelope_id, payload=reply.body)
        )

    client.socket_mode_request_listeners.append(listen)
    over = threading.Event()
    connecting = threading.Thread(target=_connect, args=(client, over, log), daemon=True)
    connecting.start()
    try:
        yield
    finally:
        over.set()
        connecting.join(ANSWER_SECONDS)
        client.close()


def _connect(client: SocketModeClient, over: threading.Event, log: Callable[[str], None]) -> None:
    """Connect for the first time; nobody waits for Slack to be there."""
    while not over.is_set():
        try:
            with said("connect to Slack by Socket Mode"):
                client.connect()
                return
        except FactoryError as error:
            log(f"{error}; tried again in {AGAIN_SECONDS:.0f} s")
        over.wait(AGAIN_SECONDS)
