"""Visitors: who stands before the desk, by whatever they are known."""

from collections.abc import Mapping
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
    token: int | None = None
    """The number of the token that they show."""
    video: str | None = None
    """The one video that a guest reaches."""
    decides: bool = False
    """Whether a guest may decide about it."""

    @property
    def reference(self) -> str:
        """By which they are found again later: `person-12`, `token-3`, `owner`, `looker`; else empty.

        Who sits at the terminal may do what the owner may, and is found again as the owner.
        """
        if self.person is not None:
            return f"person-{self.person}"
        if self.token is not None:
            return f"token-{self.token}"
        links = {"admin": OWNER, "viewer": LOOKER} if self.known_by == "link" else {}
        return links.get(self.role, "")


OF_LINKS: Final[Mapping[str, Visitor]] = {
    OWNER: Visitor(name=OWNER, role="admin", known_by="link"),
    LOOKER: Visitor(name=LOOKER, role="viewer", known_by="link"),
}
"""Whoever has a link of `factory up`, by name."""
