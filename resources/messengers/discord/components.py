"""Components: a message as Discord shows it, and the form that asks why."""

from typing import Any

from factory.messages.buttons import BUTTONS, buttons_of
from factory.messages.click import Click
from factory.messages.message import Message
from factory.reviews.decision import NEEDS_A_NOTE
from resources.messengers.clickable import value_again, value_of

TITLE_CHARS = 256
DESCRIPTION_CHARS = 4000
"""Of 4096 that an embed takes."""
MOST_NOTE_CHARS = 2000
ROW, BUTTON, TEXT_INPUT = 1, 2, 4
SUCCESS, DANGER, SECONDARY, LINK, PARAGRAPH = 3, 4, 2, 5, 2
STYLES = {"approved": SUCCESS, "rejected": DANGER}
MODAL = 9
NOBODY: dict[str, Any] = {"parse": []}
"""Whom words in a title may call: nobody."""
POSTER = "poster.jpg"


def escaped(words: str) -> str:
    """Return words that mean nothing but themselves in Discord's Markdown."""
    return "".join(f"\\{sign}" if sign in "\\*_~`|<>[]()#@:-" else sign for sign in words)


def body(
    message: Message, desk: str, mentions: tuple[str, ...] = (), picture: bool = False
) -> dict[str, Any]:
    """Return a message as Discord takes it.

    Args:
        message: what is said.
        desk: the desk's address; empty: nobody knows it, and no link is shown.
        mentions: IDs of members who are called.
        picture: whether a poster is sent beside it.
    """
    lines = [*map(escaped, message.facts), *([escaped(message.decided)] if message.decided else [])]
    if message.calls and not mentions:
        lines.insert(0, f"For {escaped(', '.join(message.calls))}")
    embed: dict[str, Any] = {
        "title": _cut(escaped(f"{message.heading}: {message.title}"), TITLE_CHARS),
        "description": _cut("\n".join(lines), DESCRIPTION_CHARS),
    }
    if picture:
        embed["image"] = {"url": f"attachment://{POSTER}"}
    buttons = [_button(message, decision, word) for decision, word in buttons_of(message)]
    if desk.startswith(("http://", "https://")):
        opening = {"type": BUTTON, "style": LINK, "label": "Open on the desk"}
        buttons.append({**opening, "url": f"{desk}{message.link}"})
    return {
        "content": " ".join(f"<@{one}>" for one in mentions),
        "embeds": [embed],
        "components": [{"type": ROW, "components": buttons}] if buttons else [],
        "allowed_mentions": {**NOBODY, "users": list(mentions)},
    }


def why_form(click: Click) -> dict[str, Any]:
    """Return the form that asks why not; it carries what the button did."""
    field = {
        "type": TEXT_INPUT,
        "custom_id": "why",
        "style": PARAGRAPH,
        "label": "What is wrong?",
        "min_length": 1,
        "max_length": MOST_NOTE_CHARS,
        "required": True,
    }
    return {
        "title": dict(BUTTONS)[click.decision or "rejected"],
        "custom_id": value_again(click.decision, click.video_id, click.seen),
        "components": [{"type": ROW, "components": [field]}],
    }


def _button(message: Message, decision: Any, word: str) -> dict[str, Any]:
    asks_why = " ..." if decision in NEEDS_A_NOTE else ""
    return {
        "type": BUTTON,
        "style": STYLES.get(decision, SECONDARY),
        "label": word + asks_why,
        "custom_id": value_of(decision, message),
    }


def _cut(words: str, longest: int) -> str:
    return words if len(words) <= longest else words[: longest - 1] + "…"
