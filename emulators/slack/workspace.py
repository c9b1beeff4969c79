"""One Slack workspace: what stands in its conversations, and who clicks there."""

import itertools
import json
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from starlette.websockets import WebSocket

TRIGGER_SECONDS = 3.0
TEAM = "T0SANDBOX00"


@dataclass
class Workspace:
    """Messages, files and forms by their IDs, and the connections of Socket Mode."""

    messages: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    alone: list[dict[str, str]] = field(default_factory=list)
    """What single members were told."""
    files: dict[str, bytes] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)
    """Files whose upload was completed."""
    views: dict[str, dict[str, Any]] = field(default_factory=dict)
    triggers: dict[str, float] = field(default_factory=dict)
    tickets: set[str] = field(default_factory=set)
    sockets: list[WebSocket] = field(default_factory=list)
    acknowledged: dict[str, Any] = field(default_factory=dict)
    """What each envelope was answered with."""
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def stamp(self) -> str:
        """Return a time as Slack writes it, which is an ID as well."""
        return f"{int(time.time())}.{next(self._numbers):06d}"

    def press(self, channel: str, ts: str, action_id: str, user: str) -> dict[str, Any]:
        """Return the payload of a button that is pressed; raise KeyError where there is none."""
        message = self.messages[channel, ts]
        rows = [block for block in message["blocks"] if block["type"] == "actions"]
        buttons = [one for row in rows for one in row["elements"]]
        button = next((one for one in buttons if one["action_id"] == action_id), None)
        if button is None:
            raise KeyError(f"the message {ts} has no button {action_id}")
        action = {key: button[key] for key in ("action_id", "value", "type") if key in button}
        return {
            "type": "block_actions",
            "team": {"id": TEAM},
            "user": {"id": user, "username": user.lower(), "team_id": TEAM},
            "container": {"type": "message", "message_ts": ts, "channel_id": channel},
            "channel": {"id": channel, "name": "reviews"},
            "message": {"ts": ts, "text": message["text"], "blocks": message["blocks"]},
            "actions": [{**action, "block_id": rows[0]["block_id"], "action_ts": self.stamp()}],
            "trigger_id": self.trigger(),
            "response_url": "https://hooks.slack.com/actions/not-used",
        }

    def submit(self, view_id: str, note: str, user: str) -> dict[str, Any]:
        """Return the payload of a form that is sent; raise KeyError where there is none."""
        view = self.views[view_id]
        block = view["blocks"][0]
        value = {block["element"]["action_id"]: {"type": "plain_text_input", "value": note}}
        state = {"values": {block["block_id"]: value}}
        return {
            "type": "view_submission",
            "team": {"id": TEAM},
            "user": {"id": user, "username": user.lower(), "team_id": TEAM},
            "view": {**view, "id": view_id, "state": state},
        }

    def trigger(self) -> str:
        """Return what opens a form once, within three seconds."""
        made = f"{next(self._numbers)}.{secrets.token_hex(8)}"
        self.triggers[made] = time.monotonic()
        return made

    def spend(self, trigger: str) -> str:
        """Use a trigger; return Slack's word for why it cannot be, or nothing."""
        made = self.triggers.pop(trigger, None)
        if made is None:
            return "invalid_trigger_id"
        return "expired_trigger_id" if time.monotonic() - made > TRIGGER_SECONDS else ""


def fault_in(blocks: Any, files: set[str]) -> str:
    """Return Slack's word for what is wrong with blocks, or nothing: its documented limits."""
    try:
        listed = json.loads(blocks) if isinstance(blocks, str) else blocks
        ok = isinstance(listed, list) and len(listed) <= 50 and all(_fits(b, files) for b in listed)
    except (KeyError, TypeError, ValueError):
        ok = False
    return "" if ok else "invalid_blocks"


def _fits(block: Any, files: set[str]) -> bool:
    kind = block["type"]
    if kind == "header":
        return 0 < len(block["text"]["text"]) <= 150
    if kind == "section":
        return 0 < len(block["text"]["text"]) <= 3000
    if kind == "image":
        return block["slack_file"]["id"] in files and 0 < len(block["alt_text"]) <= 2000
    elements = block["elements"]
    names = [one["action_id"] for one in elements]
    return (
        kind == "actions"
        and 0 < len(elements) <= 25
        and len(set(names)) == len(names)
        and all(len(one["text"]["text"]) <= 75 for one in elements)
        and all(len(one.get("value", "")) <= 2000 for one in elements)
    )
