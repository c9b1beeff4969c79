"""The studio: which provider plays which role. A new provider is one line here."""

from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self, TypeVar

from factory.errors import BadInput
from factory.ports import Composer, Illustrator, Narrator
from resources.bed import FolderComposer, SynthComposer
from resources.picture_folder import FolderIllustrator
from resources.piper import PiperNarrator
from resources.scenery.illustrator import SceneryIllustrator

T = TypeVar("T")

NARRATORS: Mapping[str, Callable[[str], PiperNarrator]] = {"piper": PiperNarrator}
ILLUSTRATORS: Mapping[str, Callable[[], Illustrator]] = {
    "scenery": SceneryIllustrator,
    "folder": FolderIllustrator,
}
SYNTHESISED = ("pad", "rain", "surf", "brown-noise")
COMPOSERS: Mapping[str, Callable[[], Composer]] = {
    **dict.fromkeys(SYNTHESISED, SynthComposer),
    "folder": FolderComposer,
}


class LocalStudio:
    """Opens each provider when it is first asked for, and closes what it opened."""

    def __init__(self) -> None:
        self._voices: dict[tuple[str, str], PiperNarrator] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for voice in self._voices.values():
            voice.close()

    def narrator(self, name: str, voice: str) -> Narrator:
        """See `factory.ports.Studio.narrator`."""
        maker = _named(NARRATORS, name, "voice provider")
        if (name, voice) not in self._voices:
            self._voices[name, voice] = maker(voice)
        return self._voices[name, voice]

    def illustrator(self, name: str) -> Illustrator:
        """See `factory.ports.Studio.illustrator`."""
        return _named(ILLUSTRATORS, name, "provider of pictures")()

    def composer(self, kind: str) -> Composer:
        """See `factory.ports.Studio.composer`."""
        return _named(COMPOSERS, kind, "music bed")()


def _named(known: Mapping[str, T], name: str, what: str) -> T:
    if name not in known:
        raise BadInput(f"{what} {name!r} is unknown; there are: {', '.join(sorted(known))}")
    return known[name]
