"""Speech by any OpenAI-compatible endpoint (`/audio/speech`)."""

from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from factory.buying import speech_amounts
from factory.errors import BadInput, PermanentError
from factory.payload import Provider
from factory.price_book import PriceBook
from factory.work import Detail
from resources.heard import Piece, decoded, write_heard
from resources.keys import licence_of
from resources.openai_client import (
    asking_openai,
    endpoint,
    endpoint_version,
    missing_access,
    model_facts,
    openai_client,
    vendor_at,
)
from resources.speech_edges import pieces_of

if TYPE_CHECKING:
    from openai import OpenAI

MODEL = "gpt-4o-mini-tts"
LONGEST_CHARS = 4096
VOICES = (
    *("alloy", "ash", "ballad", "cedar", "coral", "echo", "fable"),
    *("marin", "nova", "onyx", "sage", "shimmer", "verse"),
)
SLOWEST, FASTEST = 0.25, 4.0
LICENCE = "OpenAI terms of use: output belongs to the customer"


class OpenAiNarrator:
    """Speaks one sentence by one request; a sentence over 4096 characters by several.

    Args:
        voice: one of the vendor's, or of a compatible endpoint's own.
        prices: what it costs.
        model: the vendor's name of the model.

    Raises:
        BadInput: the vendor has no such voice.
    """

    def __init__(self, voice: str, prices: PriceBook, model: str = "") -> None:
        vendor = vendor_at(endpoint())
        if vendor == "openai" and voice not in VOICES:
            raise BadInput(
                f"voice {voice[:60]!r} is unknown to openai; there are: {', '.join(VOICES)}"
            )
        self.voice = voice
        self.provider = Provider(
            role="voice",
            name=vendor,
            model=model or MODEL,
            version=endpoint_version(),
            licence=licence_of(endpoint(), LICENCE),
            remote=True,
        )
        self._prices = prices

    @cached_property
    def _client(self) -> "OpenAI":
        return openai_client()

    def close(self) -> None:
        """Let go of the connections."""
        if "_client" in self.__dict__:
            self._client.close()

    def missing(self) -> str:
        """Return what a person has to do before it can speak; empty when nothing."""
        return missing_access()

    def healthcheck(self) -> str:
        """Return what the vendor says of the model; costs nothing."""
        return f"voice {self.voice}, {model_facts(self.provider.model)}"

    def price_usd(self, spoken: str) -> Decimal:
        """See `factory.ports.Narrator.price_usd`."""
        about = self.provider
        return self._prices.usd(about.name, about.model, *speech_amounts(spoken))

    def speak(self, spoken: str, shown: str, speed: float, target: Path) -> Detail:
        """See `factory.ports.Narrator.speak`."""
        rates: set[int] = set()
        pieces: list[Piece] = []
        for text in pieces_of(spoken, LONGEST_CHARS - 1):
            data = self._ask(text, shown, speed)
            sound, rate = decoded(data, self.provider.name)
            rates.add(rate)
            pieces.append(Piece(tuple(text.split()), sound))
        if len(rates) != 1:
            raise PermanentError(f"could not say {shown[:60]!r}: found rates {rates}", charged=True)
        detail = write_heard(pieces, rates.pop(), shown, spoken, "en", target)
        seconds = sum(len(piece.sound) for piece in pieces) / detail["sample_rate"]
        about = self.provider
        cost = self._prices.usd(about.name, about.model, *speech_amounts(spoken, seconds))
        return {**detail, "cost_usd": str(cost)}

    def _ask(self, text: str, shown: str, speed: float) -> bytes:
        with asking_openai(f"say {shown[:60]!r}"):
            answer = self._client.audio.speech.create(
                model=self.provider.model,
                voice=self.voice,
                input=text,
                response_format="wav",
                speed=min(max(speed, SLOWEST), FASTEST),
            )
            return answer.content
