"""Which provider plays which role. A new provider is one line here.

Adapters of vendors are imported when a channel first names them: their clients are large.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import Protocol, Self, TypeVar

from factory.channel.providers import Choice, Moderation, Voice, Words
from factory.errors import BadInput
from factory.money.price_book import PriceBook
from factory.ports import Composer, Illustrator, Moderator, Narrator, Writer
from resources.audio.music_bed import FolderComposer, SynthComposer
from resources.illustrators.picture_folder import FolderIllustrator
from resources.illustrators.scenery.illustrator import SceneryIllustrator
from resources.narrators.piper import PiperNarrator

T = TypeVar("T")


class Vendor(Protocol):
    """Somebody who is asked over a network: with a key, a health and connections."""

    def missing(self) -> str:
        """Return what a person has to do before it can be asked; empty when nothing."""
        ...

    def healthcheck(self) -> str:
        """Ask something that costs nothing; return what was found, or raise a FactoryError."""
        ...

    def close(self) -> None:
        """Let go of what it holds."""
        ...


class VendorWriter(Writer, Vendor, Protocol):
    """A vendor of words."""


class VendorNarrator(Narrator, Vendor, Protocol):
    """A vendor's voice."""


class VendorModerator(Moderator, Vendor, Protocol):
    """A vendor's classifier."""


class VendorIllustrator(Illustrator, Vendor, Protocol):
    """A vendor of pictures, or of clips."""


def _google_voice(voice: str, prices: PriceBook, model: str) -> VendorNarrator:
    from resources.vendors.google.speech import GoogleNarrator

    return GoogleNarrator(voice, prices)


def _openai_voice(voice: str, prices: PriceBook, model: str) -> VendorNarrator:
    from resources.vendors.openai.speech import OpenAiNarrator

    return OpenAiNarrator(voice, prices, model)


def _openai_pictures(prices: PriceBook, model: str) -> VendorIllustrator:
    from resources.vendors.openai.pictures import OpenAiIllustrator

    return OpenAiIllustrator(prices, model)


def _fal_pictures(prices: PriceBook, model: str) -> VendorIllustrator:
    from resources.vendors.fal.pictures import FalIllustrator

    return FalIllustrator(prices, model)


def _fal_clips(prices: PriceBook, model: str) -> VendorIllustrator:
    from resources.vendors.fal.clips import FalClips

    return FalClips(prices, model)


def _pexels_photos(prices: PriceBook, model: str) -> VendorIllustrator:
    from resources.vendors.pexels.stock import PexelsIllustrator

    return PexelsIllustrator(prices)


def _pexels_footage(prices: PriceBook, model: str) -> VendorIllustrator:
    from resources.vendors.pexels.footage import PexelsFootage

    return PexelsFootage(prices)


def _openai_words(model: str, prices: PriceBook, name: str) -> VendorWriter:
    from resources.vendors.openai.writer import OpenAiWriter

    return OpenAiWriter(model, prices, name)


WRITERS: Mapping[str, Callable[[str, PriceBook, str], VendorWriter]] = dict.fromkeys(
    ("openai", "gemini", "ollama"), _openai_words
)


def _openai_moderation(model: str, prices: PriceBook) -> VendorModerator:
    from resources.vendors.openai.moderation import OpenAiModerator

    return OpenAiModerator(model, prices)


MODERATORS: Mapping[str, Callable[[str, PriceBook], VendorModerator]] = {
    "openai": _openai_moderation
}
NARRATORS: Mapping[str, Callable[[str], PiperNarrator]] = {"piper": PiperNarrator}
VENDORS_OF_VOICES: Mapping[str, Callable[[str, PriceBook, str], VendorNarrator]] = {
    "google": _google_voice,
    "openai": _openai_voice,
}
ILLUSTRATORS: Mapping[str, Callable[[], Illustrator]] = {
    "scenery": SceneryIllustrator,
    "folder": FolderIllustrator,
}
VENDORS_OF_PICTURES: Mapping[str, Callable[[PriceBook, str], VendorIllustrator]] = {
    "openai": _openai_pictures,
    "fal": _fal_pictures,
    "pexels": _pexels_photos,
}
VENDORS_OF_CLIPS: Mapping[str, Callable[[PriceBook, str], VendorIllustrator]] = {
    "fal": _fal_clips,
    "pexels": _pexels_footage,
}
SYNTHESISED = ("pad", "rain", "surf", "brown-noise")
COMPOSERS: Mapping[str, Callable[[], Composer]] = {
    **dict.fromkeys(SYNTHESISED, SynthComposer),
    "folder": FolderComposer,
}


class InstalledProviders:
    """Opens each provider when it is first asked for, and closes what it opened.

    Args:
        prices: what vendors cost.
    """

    def __init__(self, prices: PriceBook) -> None:
        self._prices = prices
        self._voices: dict[str, PiperNarrator] = {}
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
            self._writers[name, model] = _named(WRITERS, name, "provider of words")(
                model, self._prices, name
            )
        return self._writers[name, model]

    def narrator(self, name: str, voice: str, model: str = "") -> Narrator:
        """See `factory.ports.Providers.narrator`."""
        if name not in NARRATORS:
            return self.speaker(name, voice, model)
        if voice not in self._voices:
            self._voices[voice] = NARRATORS[name](voice)
        return self._voices[voice]

    def speaker(self, name: str, voice: str, model: str) -> VendorNarrator:
        """Return a vendor's voice; raise BadInput naming the vendors there are."""
        maker = _named(VENDORS_OF_VOICES, name, "voice provider", NARRATORS)
        key = (name, voice, model)
        if key not in self._speakers:
            self._speakers[key] = maker(voice, self._prices, model)
        return self._speakers[key]

    def illustrator(self, name: str, model: str = "", *, moving: bool = False) -> Illustrator:
        """See `factory.ports.Providers.illustrator`."""
        if not moving and name in ILLUSTRATORS:
            return ILLUSTRATORS[name]()
        return self.maker(name, model, moving=moving)

    def maker(self, name: str, model: str, *, moving: bool) -> VendorIllustrator:
        """Return a vendor of pictures or clips; raise BadInput naming the ones there are."""
        known = VENDORS_OF_CLIPS if moving else VENDORS_OF_PICTURES
        what = "provider of clips" if moving else "provider of pictures"
        others = () if moving else ILLUSTRATORS
        make = _named(known, name, what, others)
        if (name, model, moving) not in self._makers:
            self._makers[name, model, moving] = make(self._prices, model)
        return self._makers[name, model, moving]

    def composer(self, kind: str) -> Composer:
        """See `factory.ports.Providers.composer`."""
        return _named(COMPOSERS, kind, "music bed")()

    def moderator(self, name: str, model: str) -> VendorModerator:
        """See `factory.ports.Providers.moderator`."""
        if (name, model) not in self._moderators:
            make = _named(MODERATORS, name, "provider of moderation")
            self._moderators[name, model] = make(model, self._prices)
        return self._moderators[name, model]

    def missing(self, *choices: Choice) -> Sequence[str]:
        """See `factory.ports.Providers.missing`."""
        vendors = (self.vendor(choice) for choice in choices)
        return list(dict.fromkeys(filter(None, (one.missing() for one in vendors if one))))

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


def _named(known: Mapping[str, T], name: str, what: str, others: Iterable[str] = ()) -> T:
    if name not in known:
        names = ", ".join(sorted([*known, *others]))
        raise BadInput(f"{what} {name!r} is unknown; there are: {names}")
    return known[name]
