"""Opened providers, as they are asked for: each is opened once, and closed when the work is done."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from factory.channel.provider_settings import Choice, Moderation, Pictures, Voice, Words
from factory.errors import BadInput
from factory.money.price_book import PriceBook
from factory.ports import Composer, Illustrator, Narrator
from resources.provider_register import COMPOSERS, DIRECTORY, ILLUSTRATORS, NARRATORS, VENDORS
from resources.vendors.vendor_ports import (
    Vendor,
    VendorIllustrator,
    VendorModerator,
    VendorNarrator,
    VendorWriter,
)

if TYPE_CHECKING:
    from resources.narrators.local_narrator import LocalNarrator

T = TypeVar("T")
NO_VOICES = Path("no-voices")
"""A folder that is nowhere."""


class OpenedProviders:
    """Opens each provider when it is first asked for, and closes what it opened.

    Args:
        prices: what vendors cost.
        voices: the folder of voices that were added; by default none was.
    """

    def __init__(self, prices: PriceBook, voices: Path = NO_VOICES) -> None:
        self._prices = prices
        self._folder = voices
        self._voices: dict[tuple[str, str], LocalNarrator] = {}
        self._speakers: dict[tuple[str, str, str], VendorNarrator] = {}
        self._makers: dict[tuple[str, str, bool], VendorIllustrator] = {}
        self._writers: dict[tuple[str, str], VendorWriter] = {}
        self._moderators: dict[tuple[str, str], VendorModerator] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with ExitStack() as closing:
            opened = (
                self._voices,
                self._speakers,
                self._makers,
                self._writers,
                self._moderators,
            )
            for provider in (one for kept in opened for one in kept.values()):
                closing.callback(provider.close)

    def writer(self, name: str, model: str) -> VendorWriter:
        """See `factory.ports.Providers.writer`."""
        if (name, model) not in self._writers:
            part = _known({v.name: v.words for v in VENDORS}, name, "provider of words")
            self._writers[name, model] = part.open(self._prices, model, "")
        return self._writers[name, model]

    def narrator(self, name: str, voice: str, model: str = "") -> Narrator:
        """See `factory.ports.Providers.narrator`."""
        if name not in NARRATORS:
            return self.speaker(name, voice, model)
        if (name, voice) not in self._voices:
            self._voices[name, voice] = NARRATORS[name].open(voice, self._folder)
        return self._voices[name, voice]

    def speaker(self, name: str, voice: str, model: str) -> VendorNarrator:
        """Return a vendor's voice; raise BadInput naming the vendors there are."""
        key = (name, voice, model)
        if key not in self._speakers:
            vendors = {vendor.name: vendor.voice for vendor in VENDORS}
            part = _known(vendors, name, "voice provider", NARRATORS)
            self._speakers[key] = part.open(self._prices, model, voice)
        return self._speakers[key]

    def illustrator(self, name: str, model: str = "", *, moving: bool = False) -> Illustrator:
        """See `factory.ports.Providers.illustrator`."""
        if not moving and name in ILLUSTRATORS:
            return ILLUSTRATORS[name]()
        return self.maker(name, model, moving=moving)

    def maker(self, name: str, model: str, *, moving: bool) -> VendorIllustrator:
        """Return a vendor of pictures or clips; raise BadInput naming the ones there are."""
        key = (name, model, moving)
        if key not in self._makers:
            if moving:
                clips = {vendor.name: vendor.clips for vendor in VENDORS}
                part = _known(clips, name, "provider of clips")
            else:
                pictures = {vendor.name: vendor.pictures for vendor in VENDORS}
                part = _known(pictures, name, "provider of pictures", ILLUSTRATORS)
            self._makers[key] = part.open(self._prices, model, "")
        return self._makers[key]

    def composer(self, kind: str) -> Composer:
        """See `factory.ports.Providers.composer`."""
        return _known(COMPOSERS, kind, "music bed")()

    def moderator(self, name: str, model: str) -> VendorModerator:
        """See `factory.ports.Moderators.moderator`."""
        if (name, model) not in self._moderators:
            vendors = {vendor.name: vendor.moderation for vendor in VENDORS}
            part = _known(vendors, name, "provider of moderation")
            self._moderators[name, model] = part.open(self._prices, model, "")
        return self._moderators[name, model]

    def made_to_order(self, pictures: Pictures) -> bool:
        """See `factory.ports.Access.made_to_order`."""
        return DIRECTORY.entry(pictures.provider).made_to_order

    def missing(self, *choices: Choice) -> Sequence[str]:
        """See `factory.ports.Access.missing`."""
        return list(dict.fromkeys(filter(None, map(self._missing, choices))))

    def _missing(self, choice: Choice) -> str:
        if isinstance(choice, Voice) and choice.provider in NARRATORS:
            return NARRATORS[choice.provider].missing(choice.name, self._folder)
        vendor = self.vendor(choice)
        return vendor.missing() if vendor else ""

    def vendor(self, choice: Choice) -> Vendor | None:
        """Return who is asked over a network for this choice; None where nobody is."""
        if isinstance(choice, Words):
            at_home = choice.provider == "brief"
            return None if at_home else self.writer(choice.provider, choice.model)
        if isinstance(choice, Moderation):
            return self.moderator(choice.provider, choice.model)
        if isinstance(choice, Voice):
            at_home = choice.provider in NARRATORS
            return None if at_home else self.speaker(choice.provider, choice.name, choice.model)
        if choice.provider in ILLUSTRATORS:
            return None
        return self.maker(choice.provider, choice.model, moving=choice.moving)


def _known(known: Mapping[str, T | None], name: str, what: str, others: Iterable[str] = ()) -> T:
    found = known.get(name)
    if found is None:
        names = ", ".join(sorted([*(one for one in known if known[one]), *others]))
        raise BadInput(f"{what} {name!r} is unknown; there are: {names}")
    return found
