"""Messages in Discord: posted and changed by an application's bot."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import httpx2

from factory.documents.foreign_json import parsed_json
from factory.errors import AnswerLost, NoAccess, PermanentError, TransientError
from factory.messages.message import Message
from resources.machine.credentials import hidden
from resources.messengers.discord.components import POSTER, body
from resources.vendors.http_errors import retry_after_seconds
from resources.vendors.transport.guarded import JSON, Limits, guarded_client

ANSWER_SECONDS = 15.0
"""Timeout: after so long without an answer a request is given up."""
BUSY = frozenset({408, 429})
AGENT = "DiscordBot (https://github.com/video-factory, 1)"
"""Discord refuses clients that do not name themselves so."""


class DiscordMessenger:
    """See `factory.ports.Messenger`.

    Args:
        address: where Discord is asked.
        token: the bot's.
        desk: returns the desk's address; empty where nobody knows it.
        members: returns the IDs of people of the factory, as far as they are known.
    """

    def __init__(
        self,
        address: str,
        token: str,
        desk: Callable[[], str],
        members: Callable[[Sequence[str]], Sequence[str]],
    ) -> None:
        self._address, self._token = address, token
        self._desk, self._members = desk, members

    def send(self, message: Message, conversation: str, picture: bytes | None) -> str:
        """See `factory.ports.Messenger.send`."""
        doing = f"send the message about {message.title!r}"
        said = self.body(message, picture=bool(picture))
        files = {"payload_json": (None, json.dumps(said), "application/json")}
        if picture:
            files["files[0]"] = (POSTER, picture, "image/jpeg")  # pyright: ignore[reportArgumentType]
        found = self._ask("POST", f"channels/{conversation}/messages", doing, files=files)
        sent_as = found.get("id")
        if not isinstance(sent_as, str):
            raise TransientError(f"could not {doing}: Discord's answer names no message")
        return sent_as

    def change(self, message: Message, conversation: str, sent_as: str) -> None:
        """See `factory.ports.Messenger.change`."""
        doing = f"change the message about {message.title!r}"
        path = f"channels/{conversation}/messages/{sent_as}"
        self._ask("PATCH", path, doing, json=self.body(message))

    def body(self, message: Message, *, picture: bool = False) -> dict[str, Any]:
        """Return a message as Discord takes it."""
        members = tuple(self._members(message.calls)) if message.calls else ()
        return body(message, self._desk(), members, picture)

    def _ask(self, method: str, path: str, doing: str, **asked: Any) -> Mapping[str, Any]:
        headers = {"authorization": f"Bot {self._token}", "user-agent": AGENT}
        try:
            with guarded_client(Limits(ANSWER_SECONDS, media=JSON)) as client:
                url = f"{self._address}/api/v10/{path}"
                answer = client.request(method, url, headers=headers, **asked)
                found = parsed_json(answer.content) if answer.status_code < 300 else {}
        except (httpx2.HTTPError, AnswerLost, ValueError) as error:
            raise TransientError(f"could not {doing}: {hidden(error)[:300]}") from None
        if answer.status_code >= 300:
            raise _refusal(doing, answer)
        return found if isinstance(found, dict) else {}


def _refusal(doing: str, answer: httpx2.Response) -> Exception:
    status = answer.status_code
    about = f"could not {doing}: Discord answered {status}: {hidden(answer.text)[:300]}"
    if status in BUSY or status >= 500:
        return TransientError(about, retry_after_seconds=_rest(answer))
    if status in (401, 403):
        return NoAccess(f"{about}; look at DISCORD_BOT_TOKEN, and whether the bot may write there")
    return PermanentError(f"{about}; look at DISCORD_CHANNEL")


def _rest(answer: httpx2.Response) -> float | None:
    """Return how long Discord asks to be left alone: in the body, else in the header."""
    try:
        found = parsed_json(answer.content).get("retry_after")
    except (ValueError, AttributeError):
        found = None
    rest = float(found) if isinstance(found, int | float) and found >= 0 else None
    return rest if rest is not None else retry_after_seconds(answer.headers)
