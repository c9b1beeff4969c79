"""The register of providers: who there is, in which role: one line for each vendor, outlet, and provider of this machine.

Nothing that plays a role is imported before a channel names it: clients and painters are large.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from factory.channel.directory import Directory, Entry
from resources.outlets.instagram.outlet_description import INSTAGRAM
from resources.outlets.outbox.outlet_description import OUTBOX
from resources.outlets.outlet_description import OutletDescription
from resources.outlets.tiktok.outlet_description import TIKTOK
from resources.outlets.youtube.outlet_description import YOUTUBE
from resources.vendors.anthropic.vendor import ANTHROPIC
from resources.vendors.fal.vendor import FAL
from resources.vendors.google.vendor import GOOGLE
from resources.vendors.openai.gemini import GEMINI
from resources.vendors.openai.ollama import OLLAMA
from resources.vendors.openai.vendor import OPENAI
from resources.vendors.pexels.vendor import PEXELS
from resources.vendors.vendor_description import VendorDescription

if TYPE_CHECKING:
    from factory.ports import Composer, Illustrator
    from resources.narrators.piper import PiperNarrator

VENDORS: tuple[VendorDescription, ...] = (
    OPENAI,
    ANTHROPIC,
    GEMINI,
    OLLAMA,
    GOOGLE,
    FAL,
    PEXELS,
)

OUTLETS: tuple[OutletDescription, ...] = (
    OUTBOX,
    YOUTUBE,
    TIKTOK,
    INSTAGRAM,
)

Keyed = VendorDescription | OutletDescription
"""Whoever is asked at an address, with a key."""

KEYED: tuple[Keyed, ...] = (*VENDORS, *(outlet for outlet in OUTLETS if outlet.key_variable))


def _piper(voice: str) -> "PiperNarrator":
    from resources.narrators.piper import PiperNarrator

    return PiperNarrator(voice)


def _scenery() -> "Illustrator":
    from resources.illustrators.scenery.illustrator import SceneryIllustrator

    return SceneryIllustrator()


def _picture_folder() -> "Illustrator":
    from resources.illustrators.picture_folder import FolderIllustrator

    return FolderIllustrator()


def _synthesised_bed() -> "Composer":
    from resources.audio.music_bed import SynthComposer

    return SynthComposer()


def _music_folder() -> "Composer":
    from resources.audio.music_bed import FolderComposer

    return FolderComposer()


NARRATORS: Mapping[str, "Callable[[str], PiperNarrator]"] = {"piper": _piper}
ILLUSTRATORS: Mapping[str, "Callable[[], Illustrator]"] = {
    "scenery": _scenery,
    "folder": _picture_folder,
}
COMPOSERS: Mapping[str, "Callable[[], Composer]"] = {
    **dict.fromkeys(("pad", "rain", "surf", "brown-noise"), _synthesised_bed),
    "folder": _music_folder,
}

DIRECTORY = Directory(
    (
        Entry("brief", frozenset({"words"})),
        *(Entry(name, frozenset({"voice"})) for name in NARRATORS),
        *(Entry(name, frozenset({"pictures"})) for name in ILLUSTRATORS),
        *(vendor.entry for vendor in VENDORS),
    ),
    outlets=tuple(outlet.name for outlet in OUTLETS),
)
"""Whom a channel may name here."""
