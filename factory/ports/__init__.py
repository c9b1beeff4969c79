"""What the factory needs from the world outside, as small protocols."""

from factory.ports.catalogue import Catalogue
from factory.ports.intake import Channels, Inbox, Intake
from factory.ports.journal import Journal, Progress
from factory.ports.launches import Launch, Launches
from factory.ports.outlet import Outlet
from factory.ports.providers import (
    Composer,
    Illustrator,
    Moderator,
    Narrator,
    Providers,
    Seeding,
    Writer,
)
from factory.ports.renderer import Cutter, Splicer
from factory.ports.spending import Budgets, Circuits, Estimates
from factory.ports.stills import Stills
from factory.ports.store import Store

__all__ = [
    "Budgets",
    "Catalogue",
    "Channels",
    "Circuits",
    "Composer",
    "Cutter",
    "Estimates",
    "Illustrator",
    "Inbox",
    "Intake",
    "Journal",
    "Launch",
    "Launches",
    "Moderator",
    "Narrator",
    "Outlet",
    "Progress",
    "Providers",
    "Seeding",
    "Splicer",
    "Stills",
    "Store",
    "Writer",
]
