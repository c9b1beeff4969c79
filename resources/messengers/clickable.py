"""Clickable: what a button carries of the question it answers, and how it is read back."""

import re

from factory.ids import VIDEO_ID
from factory.messages.buttons import BUTTONS
from factory.messages.click import PLANNED
from factory.messages.message import Message
from factory.reviews.decision import Decision
from factory.reviews.seen_hashes import on_button, seen_on_button

SEEN = re.compile(rf"{re.escape(PLANNED)}?[0-9A-Za-z_-]{{32}}")
LETTERS: dict[str, Decision] = {decision[0]: decision for decision, _ in BUTTONS}
"""Decisions by their first letters: Discord's buttons carry 100 characters, and a video's ID takes up to 63."""


def value_of(decision: Decision, message: Message) -> str:
    """Return what the button for a decision carries."""
    if message.changes:
        seen = PLANNED + on_button(message.changes_sha256)
    else:
        seen = seen_on_button(message.master_sha256, message.listing_sha256)
    return value_again(decision, message.video_id, seen)


def value_again(decision: Decision | None, video_id: str, seen: str) -> str:
    """Return what a button carried that was read, for the form that it opens."""
    return f"{(decision or '')[:1]}:{video_id}:{seen}"


def read_value(value: object) -> tuple[Decision, str, str] | None:
    """Return decision, video and what was seen, see `Click.seen`; None: it is no button of ours."""
    parts = value.split(":") if isinstance(value, str) else []
    if len(parts) != 3 or parts[0] not in LETTERS:
        return None
    if not VIDEO_ID.fullmatch(parts[1]) or not SEEN.fullmatch(parts[2]):
        return None
    return LETTERS[parts[0]], parts[1], parts[2]
