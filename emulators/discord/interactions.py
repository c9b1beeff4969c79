"""Interactions of an emulated Discord, signed by an application's key."""

import itertools
import json
import time
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_KEY = Ed25519PrivateKey.from_private_bytes(b"an emulated application, no real".ljust(32)[:32])
PUBLIC_KEY = _KEY.public_key().public_bytes_raw().hex()
EPOCH_MS = 1_420_070_400_000


@dataclass
class Server:
    """One server: messages by their IDs."""

    messages: dict[str, dict[str, Any]] = field(default_factory=dict)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def number(self) -> str:
        """Return an ID: its first bits are the moment it was made."""
        made = int(time.time() * 1000) - EPOCH_MS
        return str((made << 22) | (next(self._numbers) & 0xFFF))

    def interaction(
        self, kind: int, data: dict[str, Any], user: str, message: dict[str, Any]
    ) -> dict[str, Any]:
        """Return what Discord tells of somebody who pressed a button or sent a form."""
        who = {"id": user, "username": f"member-{user[-4:]}"}
        return {
            "id": self.number(),
            "application_id": "1180000000000000001",
            "type": kind,
            "token": "a-token-of-fifteen-minutes",
            "version": 1,
            "channel_id": message["channel_id"],
            "message": {"id": message["id"], "channel_id": message["channel_id"]},
            "member": {"user": who},
            "data": data,
        }


def signed(facts: dict[str, Any], ago: float = 0.0) -> dict[str, Any]:
    """Return headers and body of a request as Discord signs it."""
    body, stamp = json.dumps(facts), str(int(time.time() - ago))
    headers = {
        "content-type": "application/json",
        "x-signature-timestamp": stamp,
        "x-signature-ed25519": _KEY.sign(f"{stamp}{body}".encode()).hex(),
    }
    return {"headers": headers, "body": body}
