"""Chat accounts: which person of the factory somebody in Slack or Discord is."""

import re
from datetime import datetime
from typing import Literal

from factory.documents.error_words import shown
from factory.errors import BadInput
from factory.records import Payload

Chat = Literal["slack", "discord"]
MEMBER: dict[Chat, re.Pattern[str]] = {
    "slack": re.compile(r"[UW][A-Z0-9]{2,20}"),
    "discord": re.compile(r"\d{15,21}"),
}


class ChatAccount(Payload):
    """Who of the factory an account is."""

    messenger: Chat
    account: str
    """The member's ID."""
    person: str
    added_by: str
    added_at: datetime

    @property
    def address(self) -> str:
        """It in one word, as it is typed."""
        return f"{self.messenger}:{self.account}"


def checked_account(address: str) -> tuple[Chat, str]:
    """Return messenger and member's ID of an address such as `slack:U0123456789`.

    Raises:
        BadInput: it is none.
    """
    kind, _, account = address.strip().partition(":")
    for chat, member in MEMBER.items():
        if kind.lower() == chat and member.fullmatch(account):
            return chat, account
    raise BadInput(
        f"the account {shown(address)}: wanted a member's ID, such as slack:U0123456789 or "
        "discord:1180000000000000000"
    )
