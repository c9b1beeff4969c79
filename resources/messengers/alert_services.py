"""Alerts by Apprise: one address for each of some 180 services, which take words and no answer."""

import hashlib
import logging
from collections.abc import Callable

from factory.errors import PermanentError, TransientError
from factory.messages.message import Message

ANSWER_SECONDS = 20.0
SHOWN = 8


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
        done = service.notify(title=head, body=f"{rest or head}{link}", timeout=ANSWER_SECONDS)
        if not done:
            raise TransientError(
                f"could not send {message.title!r} by {conversation}: it answered "
                f"{done.status.name.lower()}"
            )
        return conversation

    def change(self, message: Message, conversation: str, sent_as: str) -> None:
        """See `factory.ports.Messenger.change`: what was told there stays as it is."""


def conversation_of(address: str) -> str:
    """Return by what an address is known where its keys must not stand: `ntfy 1a2b3c4d`."""
    service = address.partition(":")[0].lower()
    return f"{service} {hashlib.sha256(address.encode()).hexdigest()[:SHOWN]}"
