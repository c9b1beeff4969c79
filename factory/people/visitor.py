"""Visitors: who stands before the desk, by whatever they are known."""

from typing import Final, Literal

from factory.people.role import Role
from factory.records import Payload

OWNER: Final = "owner"
"""Who has the link that `factory up` prints."""

LOOKER: Final = "looker"
"""Who has the link of `factory up --look`."""

KnownBy = Literal["link", "password", "token", "guest link"]


class Visitor(Payload):
    """Whoever asks for something, and what they may do."""

    name: str
    """Under which what they do is recorded."""
    role: Role
    tenant: str | None = None
    """Whose videos alone they reach; None: those of all."""
    known_by: KnownBy
    person: int | None = None
    """Their number, if they signed in by a password."""
    video: str | None = None
    """The one video that a guest reaches."""
    decides: bool = False
    """Whether a guest may decide about it."""
