"""Buttons: what may be answered to a message that asks for a decision, and what stands on each."""

from factory.messages.message import Message
from factory.reviews.decision import Decision

BUTTONS: tuple[tuple[Decision, str], ...] = (
    ("approved", "Approve"),
    ("changes", "Ask for changes"),
    ("rejected", "Reject"),
    ("held", "Hold"),
)
"""In the order in which they are shown."""
OF_CHANGES: frozenset[Decision] = frozenset({"approved", "rejected"})
"""What may be answered about planned changes."""


def buttons_of(message: Message) -> tuple[tuple[Decision, str], ...]:
    """Return the buttons of a message; none where it asks nothing."""
    if not message.asks:
        return ()
    if message.changes:
        return tuple((decision, word) for decision, word in BUTTONS if decision in OF_CHANGES)
    return BUTTONS
