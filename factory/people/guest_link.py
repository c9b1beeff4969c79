"""Guest links: one video, shown to somebody without an account, for a while."""

from datetime import datetime
from typing import Final

from factory.errors import BadInput
from factory.people.role import PersonsRole
from factory.records import Payload

MOST_HOURS: Final = 24 * 90
INVITER: Final[PersonsRole] = "operator"
"""Who may make one; links of whoever may no more have ended."""


class GuestLink(Payload):
    """A link, without its secret, which nobody keeps."""

    id: int
    video_id: str
    name: str
    """Under which what the guest says is recorded."""
    decides: bool
    made_by: str
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


class GuestNote(Payload):
    """What a guest said about a video."""

    by: str
    words: str
    at: datetime


MOST_NOTES: Final = 200
"""Of one video; a guest is no flood."""


def checked_hours(hours: int) -> int:
    """Return for how many hours a link opens.

    Raises:
        BadInput: it is no such number.
    """
    if not 1 <= hours <= MOST_HOURS:
        raise BadInput(f"{hours} hours: wanted 1 to {MOST_HOURS}, which is 90 days")
    return hours
