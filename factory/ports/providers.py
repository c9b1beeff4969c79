"""Providers: who writes, speaks, draws, plays and looks, by the name a channel gives."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar

from factory.channel.provider_settings import Choice, Music, Pictures
from factory.depiction.depiction import Depiction
from factory.moderation import Classification
from factory.pictures.visuals import PictureDetail
from factory.records import Provider
from factory.script.model_answers import Answer, AnswerDetail
from factory.script.prompt_templates import Prompt
from factory.speech.narration import BedDetail, SpokenDetail
from factory.units_of_work import Notes

A = TypeVar("A", bound=Answer)


class Writer(Protocol):
    """Answers questions in words."""

    provider: Provider

    def missing(self) -> str:
        """Return what a person has to do before it can be asked; empty when nothing."""
        ...

    def price_usd(self, prompt: Prompt, words: int) -> Decimal:
        """Return what an answer of about so many words will cost, in dollars.

        Raises:
            PriceUnknown: the price book does not have the model.
        """
        ...

    def answer(
        self,
        prompt: Prompt,
        answer: type[A],
        fault: Callable[[A], str],
        words: int,
        target: Path,
    ) -> AnswerDetail:
        """Write the answer as JSON of the model `answer`.

        An answer that does not fit, or in which `fault` finds something, is sent back once with
        what is wrong with it.

        Args:
            fault: returns what else is wrong with an answer; empty when nothing.
            words: about how many are expected.

        Raises:
            TransientError: another attempt may succeed.
            PermanentError: it refused, or gave no usable answer twice.
        """
        ...


class Narrator(Protocol):
    """Turns one sentence into speech."""

    provider: Provider
    voice: str

    def price_usd(self, spoken: str, speed: float = 1.0) -> Decimal:
        """Return what saying this at such a speed costs at most; raise PriceUnknown when nobody said."""
        ...

    def speak(
        self, spoken: str, shown: str, language: str, speed: float, target: Path
    ) -> SpokenDetail:
        """Write mono 16-bit WAV, silence trimmed at both ends, and say when each word is heard.

        Args:
            spoken: the words to say.
            shown: the same sentence as the viewer reads it; word times are given for its words.
            language: of both, BCP 47: by its rules words that are read are told from those shown.
            speed: 1.0 is the voice's own pace.
            target: path that does not exist yet.

        Raises:
            TransientError: the engine died; another attempt may succeed.
            PermanentError: the engine cannot say this text.
        """
        ...


Seeding = Literal["scene", "channel", "none"]
"""Whether a picture's seed is its scene's, the whole channel's (one look), or does not matter."""


class Illustrator(Protocol):
    """Makes or finds one picture."""

    provider: Provider
    seeding: Seeding

    def recipe(
        self,
        pictures: Pictures,
        prompt: str,
        palette: str,
        index: int,
        depiction: Depiction | None = None,
    ) -> Mapping[str, Any]:
        """Return what beside seed and size decides the picture: a file's hash; a kind and a look.

        A clip's recipe has `suffix`, the ending of its file; pictures are PNG.
        Prompts that come to the same picture give the same recipe, so that a small edit of the
        words keeps the picture.

        Raises:
            BadInput: the folder is missing or empty, or its licence is not given.
        """
        ...

    def price_usd(self, recipe: Mapping[str, Any], width: int, height: int) -> Decimal:
        """Return what this picture costs at most; raise PriceUnknown when nobody said."""
        ...

    def draw(
        self,
        recipe: Mapping[str, Any],
        seed: int,
        width: int,
        height: int,
        target: Path,
        notes: Notes | None = None,
    ) -> PictureDetail:
        """Write an 8-bit RGB PNG of exactly width x height, or a clip of any size.

        Raises:
            BadInput: a given picture is broken or hostile; the message names the file.
        """
        ...


class Composer(Protocol):
    """Makes or finds the music bed."""

    provider: Provider

    def recipe(self, music: Music, seed: int) -> Mapping[str, Any]:
        """Return all that decides the bed; raise BadInput when a folder cannot be used."""
        ...

    def compose(self, recipe: Mapping[str, Any], target: Path) -> BedDetail:
        """Write a seamless loop, stereo 48 kHz 16-bit WAV."""
        ...


class Moderator(Protocol):
    """Says of words and pictures what in them is not fit to be published."""

    provider: Provider

    def price_usd(self) -> Decimal:
        """Return what one request costs; raise PriceUnknown when nobody said."""
        ...

    def words(self, texts: Sequence[str]) -> Classification:
        """Return what is flagged in each of up to `factory.moderation.TEXTS_AT_ONCE` texts.

        Raises:
            TransientError, AnswerLost: no answer; ask again.
            NoAccess: the key is missing or refused.
        """
        ...

    def picture(self, path: Path) -> Classification:
        """Return what is flagged in a picture, as the only one of its marks; errors as of `words`."""
        ...


class Providers(Protocol):
    """Which provider plays which role, by the name a channel gives."""

    def writer(self, name: str, model: str) -> Writer:
        """Return the writer; raise BadInput naming the ones there are."""
        ...

    def narrator(self, name: str, voice: str, model: str = "") -> Narrator:
        """Return the voice; raise BadInput naming the ones there are."""
        ...

    def illustrator(self, name: str, model: str = "", *, moving: bool = False) -> Illustrator:
        """Return the maker of pictures, or of clips; raise BadInput naming the ones there are."""
        ...

    def composer(self, kind: str) -> Composer:
        """Return the maker of the bed; raise BadInput naming the ones there are."""
        ...


class Moderators(Protocol):
    """Which classifier looks at words and pictures, by the name a channel gives."""

    def moderator(self, name: str, model: str) -> Moderator:
        """Return who looks at words and pictures; raise BadInput naming the ones there are."""
        ...


class Access(Protocol):
    """Whether those whom a channel names can be asked."""

    def made_to_order(self, pictures: Pictures) -> bool:
        """Whether each picture is made from a description, so that a better one makes it better."""
        ...

    def missing(self, *choices: Choice) -> Sequence[str]:
        """Return what a person has to do before these can play their roles: keys to set."""
        ...


class Circuits(Protocol):
    """Vendors that are being left alone because they failed again and again."""

    def is_open(self, provider: str) -> bool:
        """Whether this vendor is being left alone now."""
        ...
