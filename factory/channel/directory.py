"""Directory: whom a channel may name, in which role, and where its videos may go.

Who there is, adapters know; whoever reads a channel file or a brief hands the directory in.
"""

from dataclasses import dataclass
from typing import Literal

Role = Literal["words", "voice", "pictures", "clips", "moderation"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One provider, as far as a channel file must know it."""

    name: str
    roles: frozenset[Role]
    remote: bool = False
    """Whether it is asked over a network: only then may it be away, and have a fallback."""
    voice: str = ""
    """One of its voices, to name in a message."""


OUTBOX = "outbox"


@dataclass(frozen=True, slots=True)
class Directory:
    """Everybody there is, in the order in which messages list them."""

    providers: tuple[Entry, ...]
    outlets: tuple[str, ...] = (OUTBOX,)

    def playing(self, role: Role) -> tuple[str, ...]:
        """Return the names of all who play a role."""
        return tuple(entry.name for entry in self.providers if role in entry.roles)

    def vendors_of(self, role: Role) -> tuple[str, ...]:
        """Return the names of those among them who are asked over a network."""
        return tuple(e.name for e in self.providers if role in e.roles and e.remote)

    def is_never_away(self, name: str) -> bool:
        """Whether it is on this machine: no circuit is ever open for it."""
        return any(entry.name == name and not entry.remote for entry in self.providers)

    def voice_of(self, name: str) -> str:
        """Return one of a provider's voices, to name in a message; empty when none is known."""
        return next((entry.voice for entry in self.providers if entry.name == name), "")


THIS_MACHINE = Directory(
    (
        Entry("brief", frozenset({"words"})),
        Entry("piper", frozenset({"voice"})),
        Entry("scenery", frozenset({"pictures"})),
        Entry("folder", frozenset({"pictures"})),
    )
)
"""Those whom a channel takes when it names nobody."""
