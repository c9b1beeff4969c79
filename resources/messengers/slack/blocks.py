"""Blocks: a message as Slack shows it, and the form that asks why."""

import json
from typing import Any

from factory.messages.buttons import BUTTONS, buttons_of
from factory.messages.click import Click
from factory.messages.message import Message
from factory.reviews.decision import NEEDS_A_NOTE
from resources.messengers.clickable import value_again, value_of

HEADER_CHARS = 150
SECTION_CHARS = 2900
"""Of 3000 that Slack takes."""
MOST_NOTE_CHARS = 2000
STYLES = {"approved": "primary", "rejected": "danger"}
WHY = "why"
"""Name of the form, and of its one field."""


def escaped(words: str) -> str:
    """Return words that mean nothing but themselves in Slack's markup."""
    plain = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for sign in "*_~`":  # between letters a zero-width space keeps them from being marks
        plain = plain.replace(sign, f"\u200b{sign}")
    return plain


def fallback(message: Message) -> str:
    """Return what notifications show."""
    return escaped(message.plain)[:SECTION_CHARS]


def blocks(
    message: Message, desk: str, mentions: tuple[str, ...] = (), picture: str = ""
) -> list[dict[str, Any]]:
    """Return a message as blocks.

    Args:
        message: what is said.
        desk: the desk's address; empty: nobody knows it, and no link is shown.
        mentions: IDs of members who are called.
        picture: ID of a file that Slack holds.
    """
    head = f"{message.heading}: {message.title}"
    found: list[dict[str, Any]] = [
        {"type": "header", "text": _plain(head, HEADER_CHARS)},
    ]
    if picture:
        alt = message.title[:200] or "poster"
        found.append({"type": "image", "slack_file": {"id": picture}, "alt_text": alt})
    called = " ".join(f"<@{one}>" for one in mentions) or escaped(", ".join(message.calls))
    lines = [*([f"For {called}"] if called else []), *map(escaped, message.facts)]
    if lines:
        found.append(_section("\n".join(lines)))
    if message.decided:
        found.append(_section(escaped(message.decided)))
    buttons = [_button(message, decision, word) for decision, word in buttons_of(message)]
    if desk:
        opening = {"type": "button", "action_id": "open", "text": _plain("Open on the desk", 75)}
        buttons.append({**opening, "url": f"{desk}{message.link}"})
    if buttons:
        found.append({"type": "actions", "block_id": "decide", "elements": buttons})
    return found


def why_form(click: Click) -> dict[str, Any]:
    """Return the form that asks why not; it carries the click that opened it."""
    field = {"type": "plain_text_input", "action_id": WHY, "multiline": True}
    return {
        "type": "modal",
        "callback_id": WHY,
        "private_metadata": json.dumps(
            [
                value_again(click.decision, click.video_id, click.seen),
                click.conversation,
                click.sent_as,
            ]
        ),
        "title": _plain("Why not yet?", 24),
        "submit": _plain(dict(BUTTONS)[click.decision or "rejected"], 24),
        "close": _plain("Back", 24),
        "blocks": [
            {
                "type": "input",
                "block_id": WHY,
                "label": _plain("What is wrong, so that the next version can be right", 200),
                "element": {**field, "min_length": 1, "max_length": MOST_NOTE_CHARS},
            }
        ],
    }


def _button(message: Message, decision: Any, word: str) -> dict[str, Any]:
    asks_why = " ..." if decision in NEEDS_A_NOTE else ""
    button: dict[str, Any] = {
        "type": "button",
        "action_id": decision,
        "text": _plain(word + asks_why, 75),
        "value": value_of(decision, message),
    }
    return {**button, "style": STYLES[decision]} if decision in STYLES else button


def _section(words: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": words[:SECTION_CHARS]}}


def _plain(words: str, longest: int) -> dict[str, Any]:
    shown = words if len(words) <= longest else words[: longest - 1] + "…"
    return {"type": "plain_text", "text": shown, "emoji": False}
