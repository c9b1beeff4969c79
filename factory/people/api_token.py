"""API tokens: what a program shows instead of a password, and what is known of one."""

from datetime import datetime
from typing import Final

from factory.errors import BadInput
from factory.people.role import PersonsRole
from factory.people.visitor import Visitor
from factory.records import Payload

MOST_DAYS: Final = 3650


class ApiToken(Payload):
    """A token, without its secret, which nobody keeps."""

    id: int
    name: str
    role: PersonsRole
    tenant: str | None
    made_by: str
    made_at: datetime
    expires_at: datetime | None
    used_at: datetime | None
    revoked_at: datetime | None

    @property
    def visitor(self) -> Visitor:
        """Who a program is that shows it."""
        return Visitor(
            name=f"token {self.name}",
            role=self.role,
            tenant=self.tenant,
            known_by="token",
            token=self.id,
        )


def checked_days(days: int | None) -> int | None:
    """Return for how many days a token holds; None: until it is revoked.

    Raises:
        BadInput: it is no number of days.
    """
    if days is not None and not 1 <= days <= MOST_DAYS:
        raise BadInput(f"{days} days: wanted 1 to {MOST_DAYS}")
    return days
