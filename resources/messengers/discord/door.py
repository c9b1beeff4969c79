"""Discord's clicks: interactions, signed by Ed25519, answered in the same breath."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from factory.documents.foreign_json import parsed_json
from factory.errors import Forged
from factory.messages.click import Click, Reply, Taken
from resources.messengers.clickable import read_value
from resources.messengers.discord.components import MODAL, NOBODY, escaped, why_form
from resources.messengers.discord.messenger import DiscordMessenger

SIGNATURE, STAMP = "x-signature-ed25519", "x-signature-timestamp"
OLDEST_SECONDS = 300
PING, COMPONENT, FORM = 1, 3, 5
PONG, WORDS, UPDATE = 1, 4, 7
EPHEMERAL = 1 << 6
EPOCH_MS = 1_420_070_400_000
"""Of Discord's IDs: the first second of 2015."""
NOTHING = Click(kind="nothing", messenger="discord")


class DiscordDoor:
    """See `factory.ports.ClickDoor`.

    Args:
        messenger: by which a message is worded.
        public_key: the application's, 64 hex digits; empty: nothing comes in.
    """

    def __init__(self, messenger: DiscordMessenger, public_key: str) -> None:
        self._messenger, self._key = messenger, public_key

    def read(self, headers: Mapping[str, str], body: bytes, now: float) -> Click:
        """See `factory.ports.ClickDoor.read`."""
        stamp, signature = headers.get(STAMP, ""), headers.get(SIGNATURE, "")
        dated = re.fullmatch(r"[0-9]{1,12}", stamp)
        if not self._key or not dated or abs(now - int(stamp)) > OLDEST_SECONDS:
            raise Forged("the request is not signed as Discord signs its own, or too old")
        try:
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(self._key))
            key.verify(bytes.fromhex(signature), stamp.encode() + body)
        except (InvalidSignature, ValueError) as error:
            raise Forged("the signature is not Discord's") from error
        try:
            return _read(parsed_json(body))
        except (KeyError, IndexError, TypeError, ValueError):
            return NOTHING

    def ask_why(self, click: Click) -> Reply:
        """See `factory.ports.ClickDoor.ask_why`."""
        return _reply(MODAL, why_form(click))

    def tell(self, click: Click, taken: Taken) -> Reply:
        """See `factory.ports.ClickDoor.tell`."""
        if click.kind == "greeting":
            return _reply(PONG)
        if taken.counted and taken.message:
            return _reply(UPDATE, self._messenger.body(taken.message))
        words = {"content": escaped(taken.words)[:2000], "allowed_mentions": NOBODY}
        return _reply(WORDS, {**words, "flags": EPHEMERAL})


def _reply(kind: int, data: dict[str, Any] | None = None) -> Reply:
    facts = {"type": kind, "data": data} if data else {"type": kind}
    return Reply(body=cast(dict[str, object], facts))


def _read(facts: Any) -> Click:
    if facts["type"] == PING:
        return Click(kind="greeting", messenger="discord")
    if facts["type"] not in (COMPONENT, FORM):
        return NOTHING
    read = read_value(facts["data"]["custom_id"])
    if read is None:
        return NOTHING
    user = (facts.get("member") or facts)["user"]
    pressed = facts["type"] == COMPONENT
    return Click(
        kind="press" if pressed else "note",
        messenger="discord",
        id=str(int(facts["id"])),
        account=str(int(user["id"])),
        account_name=str(user.get("username") or ""),
        at=datetime.fromtimestamp(((int(facts["id"]) >> 22) + EPOCH_MS) / 1000, UTC),
        decision=read[0],
        video_id=read[1],
        seen=read[2],
        note="" if pressed else _note(facts["data"]["components"]),
        conversation=str(facts.get("channel_id") or ""),
        sent_as=str((facts.get("message") or {}).get("id") or ""),
    )


def _note(rows: Any) -> str:
    return str(rows[0]["components"][0]["value"])
