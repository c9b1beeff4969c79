"""Clickable: what a button carries of the question it answers, and how it is read back."""

import re
from typing import cast

from factory.ids import VIDEO_ID
from factory.messages.buttons import BUTTONS
from factory.messages.click import PLANNED
from factory.messages.message import Message
from factory.reviews.decision import Decision
from factory.reviews.seen import seen_digits

MASTER_DIGITS, LISTING_DIGITS = 14, 12
"""Of each SHA-256: Discord's buttons carry 100 characters in all."""
SEEN = re.compile(rf"([0-9a-f]{{14}}(-[0-9a-f]{{12}})?|{PLANNED}[0-9a-f]{{14}})")
DECISIONS = frozenset(decision for decision, _ in BUTTONS)


def value_of(decision: Decision, message: Message) -> str:
    """Return what the button for a decision carries."""
    if message.changes:
        return f"{decision}:{message.video_id}:{PLANNED}{message.changes_sha256[:MASTER_DIGITS]}"
    seen = seen_digits(message.master_sha256, message.listing_sha256, MASTER_DIGITS, LISTING_DIGITS)
    return f"{decision}:{message.video_id}:{seen}"


def read_value(value: object) -> tuple[Decision, str, str] | None:
    """Return decision, video and the digits that were seen; None: it is no button of ours."""
    parts = value.split(":") if isinstance(value, str) else []
    if len(parts) != 3 or parts[0] not in DECISIONS:
        return None
    if not VIDEO_ID.fullmatch(parts[1]) or not SEEN.fullmatch(parts[2]):
        return None
    return cast(Decision, parts[0]), parts[1], parts[2]
