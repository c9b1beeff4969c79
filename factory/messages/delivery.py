"""Delivery: one message to one conversation, when it is tried again and how often."""

from datetime import timedelta

from factory.messages.message import Message, MessengerName
from factory.records import Payload

MOST_ATTEMPTS = 12
"""Then it is given up until it says something else; by then five hours have passed."""
LONGEST_PAUSE = timedelta(hours=1)


class Delivery(Payload):
    """A message that is to be sent, or changed where it stands."""

    id: int
    messenger: MessengerName
    conversation: str
    """Of Slack and Discord the channel's ID, of e-mail the addresses, with commas between them."""
    message: Message
    sent_as: str = ""
    """The messenger's own ID of it; empty: it was never sent."""
    attempts: int = 0


def pause_after(attempts: int, asked_seconds: float | None = None) -> timedelta:
    """Return how long a messenger is left alone after so many attempts: what it asks, or doubling."""
    doubled = timedelta(seconds=5 * 2 ** min(attempts, 12))
    asked = timedelta(seconds=asked_seconds or 0)
    return min(max(doubled, asked), LONGEST_PAUSE)
