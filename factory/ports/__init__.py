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
from factory.ports.renderer import (
    ClipMixer,
    ClipReader,
    MasterMeter,
    Muxer,
    Renderer,
    SegmentEncoder,
    SegmentOrder,
    SegmentViewer,
    SoundMixer,
    Splicer,
)
from factory.ports.spending import Budgets, Circuits, Estimates
from factory.ports.stills import Stills, Thumbnails
from factory.ports.store import Store

__all__ = [
    "Budgets",
    "Catalogue",
    "Channels",
    "Circuits",
    "ClipMixer",
    "ClipReader",
    "Composer",
    "Estimates",
    "Illustrator",
    "Inbox",
    "Intake",
    "Journal",
    "Launch",
    "Launches",
    "MasterMeter",
    "Moderator",
    "Muxer",
    "Narrator",
    "Outlet",
    "Progress",
    "Providers",
    "Renderer",
    "Seeding",
    "SegmentEncoder",
    "SegmentOrder",
    "SegmentViewer",
    "SoundMixer",
    "Splicer",
    "Stills",
    "Store",
    "Thumbnails",
    "Writer",
]
