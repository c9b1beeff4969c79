"""Speech by any OpenAI-compatible endpoint (`/audio/speech`)."""

from decimal import Decimal
from pathlib import Path

from factory.errors import BadInput, PermanentError
from factory.money.price_book import PriceBook
from factory.money.usage import speech_amounts
from factory.speech.narration import SpokenDetail
from factory.speech.sentence_pieces import sentence_pieces
from resources.vendors.http_errors import after_payment
from resources.vendors.openai.client import AtEndpoint, endpoint
from resources.vendors.openai.vendor import VOICE_MODEL
from resources.vendors.received_speech import SpeechPart, decoded, write_heard

LONGEST_CHARS = 4096
VOICES = (
    *("alloy", "ash", "ballad", "cedar", "coral", "echo", "fable"),
    *("marin", "nova", "onyx", "sage", "shimmer", "verse"),
)
SLOWEST, FASTEST = 0.25, 4.0


class OpenAiNarrator(AtEndpoint):
    """Speaks one sentence by one request; a sentence over 4096 characters by several.

    Args:
        voice: one of the vendor's, or of a compatible endpoint's own.
        prices: what it costs.
        model: the vendor's name of the model.

    Raises:
        BadInput: the vendor has no such voice.
    """

    def __init__(self, voice: str, prices: PriceBook, model: str = "") -> None:
        super().__init__(endpoint(), "voice", model or VOICE_MODEL)
        if self.provider.name == "openai" and voice not in VOICES:
            raise BadInput(
                f"voice {voice[:60]!r} is unknown to openai; there are: {', '.join(VOICES)}"
            )
        self.voice = voice
        self._prices = prices

    def healthcheck(self) -> str:
        """Return what the vendor says of the model; costs nothing."""
        return f"voice {self.voice}, {super().healthcheck()}"

    def price_usd(self, spoken: str, speed: float = 1.0) -> Decimal:
        """See `factory.ports.Narrator.price_usd`."""
        about, speed = self.provider, min(max(speed, SLOWEST), FASTEST)
        return self._prices.usd(about.name, about.model, *speech_amounts(spoken, speed=speed))

    def speak(
        self, spoken: str, shown: str, language: str, speed: float, target: Path
    ) -> SpokenDetail:
        """See `factory.ports.Narrator.speak`."""
        rates: set[int] = set()
        pieces: list[SpeechPart] = []
        for text in sentence_pieces(spoken, LONGEST_CHARS - 1):
            with after_payment(bool(pieces)):
                data = self._ask(text, shown, speed)
            sound, rate = decoded(data, self.provider.name)
            rates.add(rate)
            pieces.append(SpeechPart(tuple(text.split()), sound))
        if len(rates) != 1:
            raise PermanentError(f"could not say {shown[:60]!r}: found rates {rates}", charged=True)
        about, rate = self.provider, rates.pop()
        seconds = sum(len(piece.sound) for piece in pieces) / rate
        cost_usd = self._prices.usd(about.name, about.model, *speech_amounts(spoken, seconds))
        return write_heard(pieces, rate, shown, spoken, language, cost_usd, target)

    def _ask(self, text: str, shown: str, speed: float) -> bytes:
        with self._endpoint.asking(f"say {shown[:60]!r}"):
            answer = self._client.audio.speech.create(
                model=self.provider.model,
                voice=self.voice,
                input=text,
                response_format="wav",
                speed=min(max(speed, SLOWEST), FASTEST),
            )
            return answer.content
