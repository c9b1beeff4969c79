"""Alerts by Apprise: one address for each of some 180 services, which take words and no answer."""

import hashlib
import logging
import re
from collections.abc import Callable

from factory.errors import PermanentError, TransientError
from factory.messages.message import Message
from resources.machine.secrets_in_addresses import SCHEME

ANSWER_SECONDS = 20.0
"""Timeout: after so long without an answer a request is given up."""
SHOWN = 8
MARKUP = re.compile(r"(?<![\w.+-])@(?=\w)|<(?=[\w/@#!?:&])|\](?=[(\[:])")
"""`@everyone` but no `name@example.org`; `<img`, `<@123>` and `<https://...|words>`; `](`, `][` and `]:`."""


class AlertServices:
    """See `factory.ports.Messenger`; a conversation is one of the addresses, by a name without its keys.

    Args:
        addresses: as Apprise writes them, such as `ntfy://topic`, `tgram://bot/chat` or
            `mailto://user:password@example.org`; they hold keys.
        desk: returns the desk's address; empty where nobody knows it.
    """

    def __init__(self, addresses: str, desk: Callable[[], str]) -> None:
        self._addresses = {conversation_of(one): one for one in addresses.split()}
        self._desk = desk

    def send(self, message: Message, conversation: str, picture: bytes | None) -> str:
        """See `factory.ports.Messenger.send`; no picture goes along, and nobody answers."""
        import apprise  # 0.14 CPU s, and only where an alert is told

        logging.getLogger("apprise").setLevel(logging.CRITICAL)  # its words may hold addresses
        address = self._addresses.get(conversation)
        service = apprise.Apprise()
        if address is None or not service.add(address):
            raise PermanentError(
                f"could not send {message.title!r} by {conversation}: FACTORY_ALERTS_TO has no such "
                "address that Apprise knows; correct it"
            )
        link = f"\n{self._desk().rstrip('/')}{message.link}" if self._desk() else ""
        head, _, rest = message.plain.partition("\n")
        done = service.notify(
            title=inert(head),
            body=f"{inert(rest or head)}{link}",
            body_format=apprise.NotifyFormat.TEXT,  # else services that show HTML or Markdown read ours so
            timeout=ANSWER_SECONDS,
        )
        if not done:
            raise TransientError(
                f"could not send {message.title!r} by {conversation}: it answered "
                f"{done.status.name.lower()}"
            )
        return conversation

    def change(self, message: Message, conversation: str, sent_as: str) -> None:
        """See `factory.ports.Messenger.change`: what was told there stays as it is."""


def inert(words: str) -> str:
    """Return words that call nobody, and show no link or picture, wherever they are read as markup.

    Services take plain text and read it as their own markup all the same, each its own: a zero-width space
    stands in whatever would be a mention, a tag or the link behind other words.
    """
    return MARKUP.sub("\\g<0>\u200b", words)


def conversation_of(address: str) -> str:
    """Return by what an address is known where its keys must not stand: `ntfy 1a2b3c4d`.

    What has no scheme may be a piece of a key, or one whose scheme was forgotten: its service is `unknown`.
    """
    scheme = SCHEME.match(address)
    service = scheme[1] if scheme else "unknown"
    return f"{service} {hashlib.sha256(address.encode()).hexdigest()[:SHOWN]}"
