"""Provider directory: whom a channel may name, in which role, and where its videos may go.

The adapters say who there is.
"""

from dataclasses import dataclass
from typing import Literal

from factory.channel.provider_settings import Voice

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
    takes_temperature: bool = False
    """Whether a writer can be told how freely to choose its words."""
    made_to_order: bool = False
    """Whether its pictures are made from a description, so that a better one makes a better one."""


@dataclass(frozen=True, slots=True)
class Directory:
    """Everybody there is, in the order in which messages list them."""

    providers: tuple[Entry, ...]
    outlets: tuple[str, ...] = ()
    natural_voice: Voice | None = None
    """Who speaks in place of the quick voice that comes along, where a channel names nobody and a format
    wants it; None while no such voice is installed."""

    def playing(self, role: Role) -> tuple[str, ...]:
        """Return the names of all who play a role."""
        return tuple(entry.name for entry in self.providers if role in entry.roles)

    def entry(self, name: str) -> Entry:
        """Return one; a stranger plays no role."""
        found = (entry for entry in self.providers if entry.name == name)
        return next(found, Entry(name, frozenset(), remote=True))
