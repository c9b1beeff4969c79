"""The register of providers: who there is, in which role: one line for each vendor, outlet, and provider of this machine.

Nothing that plays a role is imported before a channel names it: clients and painters are large.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from factory.channel.provider_directory import Directory, Entry
from resources.narrators.kokoro.voices import KOKORO, KOKORO_VOICES
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
    from resources.narrators.local_narrator import LocalNarrator

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


def provider_name(provider: str) -> str:
    """Return what people call a provider: `OpenAI` for `openai`; one that has no title stays as it is."""
    return next((one.title for one in VENDORS if one.name == provider), provider)


@dataclass(frozen=True, slots=True)
class NarratorHere:
    """A narrator of this machine.

    Both functions are given a voice's name, and the folder that holds the voices that were added.
    """

    open: "Callable[[str, Path], LocalNarrator]"
    missing: Callable[[str, Path], str]
    """Says what a person has to do before it can speak; empty when nothing."""
    voice: str = ""
    """One of its voices, to name in a message; empty where a channel that names none has the usual one."""


def _piper(voice: str, folder: Path) -> "LocalNarrator":
    from resources.narrators.piper import PiperNarrator

    return PiperNarrator(voice)


def _kokoro(voice: str, folder: Path) -> "LocalNarrator":
    from resources.narrators.kokoro.narrator import KokoroNarrator

    return KokoroNarrator(voice, folder / KOKORO)


def _missing_of_kokoro(voice: str, folder: Path) -> str:
    from resources.narrators.kokoro.narrator import missing_voice

    return missing_voice(voice, folder / KOKORO)


def _scenery() -> "Illustrator":
    from resources.illustrators.scenery.illustrator import SceneryIllustrator

    return SceneryIllustrator()


def _picture_folder() -> "Illustrator":
    from resources.illustrators.picture_folder import FolderIllustrator

    return FolderIllustrator()


def _synthesised_bed() -> "Composer":
    from resources.composers.synthesised import SynthComposer

    return SynthComposer()


def _music_folder() -> "Composer":
    from resources.composers.music_folder import FolderComposer

    return FolderComposer()


NARRATORS: Mapping[str, NarratorHere] = {
    "piper": NarratorHere(_piper, lambda voice, folder: ""),
    KOKORO: NarratorHere(_kokoro, _missing_of_kokoro, next(iter(KOKORO_VOICES))),
}
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
        *(Entry(name, frozenset({"voice"}), voice=one.voice) for name, one in NARRATORS.items()),
        *(Entry(name, frozenset({"pictures"})) for name in ILLUSTRATORS),
        *(vendor.entry for vendor in VENDORS),
    ),
    outlets=tuple(outlet.name for outlet in OUTLETS),
)
"""Whom a channel may name here."""
