"""Message delivery: what is due is sent or changed by its messenger, and tried again after a while."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

from factory.errors import FactoryError, PermanentError, TransientError
from factory.messages.delivery import MOST_ATTEMPTS, Delivery, pause_after
from factory.messages.message import Message
from factory.ports import Messages, Messengers, VideoFiles

DELIVERED_AT_ONCE = 20
DELIVERY_SECONDS = 25.0
"""No further message is begun after it: a sensor has a minute."""


def deliver(
    messages: Messages,
    messengers: Messengers,
    store: VideoFiles,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> list[str]:
    """Send and change what is due; return what went wrong, in words."""
    wrong: list[str] = []
    until = time.monotonic() + DELIVERY_SECONDS
    for _ in range(DELIVERED_AT_ONCE):
        delivery = next(iter(messages.claim(1)), None) if time.monotonic() < until else None
        if delivery is None:
            break
        try:
            sent_as = _carried(delivery, messengers, store)
        except TransientError as error:
            pause = pause_after(delivery.attempts, error.retry_after_seconds)
            again = now() + pause if delivery.attempts < MOST_ATTEMPTS else None
            messages.done(delivery, error=str(error), again_at=again)
            wrong.append(str(error))
        except FactoryError as error:
            messages.done(delivery, error=str(error), again_at=None)
            wrong.append(f"given up: {error}")
        else:
            messages.done(delivery, sent_as=sent_as, again_at=None)
    return wrong


def _carried(delivery: Delivery, messengers: Messengers, store: VideoFiles) -> str:
    messenger, message = messengers.messenger(delivery.messenger), delivery.message
    if delivery.sent_as:
        messenger.change(message, delivery.conversation, delivery.sent_as)
        return delivery.sent_as
    return messenger.send(message, delivery.conversation, _picture(message, store))


def _picture(message: Message, store: VideoFiles) -> bytes | None:
    if not message.picture:
        return None
    try:
        return store.local(message.video_id, message.picture).read_bytes()
    except (PermanentError, OSError):
        return None
