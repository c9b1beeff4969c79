"""Google Cloud Text-to-Speech: one sentence a request, word times where the voice gives them.

Requests go out over REST with an API key; the client retries nothing by itself and is told how
long to wait (it would wait for ever).
"""

from decimal import Decimal
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

from factory.errors import AnswerLost, BadInput
from factory.money.price_book import PriceBook
from factory.money.usage import speech_amounts
from factory.records import Provider
from factory.speech.narration import SpokenDetail
from factory.speech.sentence_pieces import sentence_pieces
from resources.machine.credentials import (
    address_of,
    hidden,
    is_emulated,
    key_of,
    licence_of,
    missing_key,
    version_of,
)
from resources.vendors.google.errors import lost, refused, unreached
from resources.vendors.google.vendor import GOOGLE
from resources.vendors.http_errors import after_payment, understood
from resources.vendors.received_speech import SpeechPart, decoded, write_heard
from resources.vendors.transport.adapters import RequestsAdapter
from resources.vendors.transport.guarded import JSON, Limits

LIMIT_BYTES = 5000
"""Of a whole request's text, markup and marks included, in UTF-8."""
LONGEST_PIECE_CHARS = 2000
MARKING = ("Standard", "Wavenet", "Neural2", "Polyglot", "News", "Casual")
"""Families of voices that say when a `<mark>` is passed; the others ignore or refuse it."""
SLOWEST, FASTEST = 0.25, 2.0
ANSWER_SECONDS = 90.0
"""Timeout: after so long without an answer a request is given up."""


class GoogleNarrator:
    """Speaks by Google Cloud.

    Args:
        voice: Google's name of it, such as `en-US-Neural2-D`; the language is part of it.
        prices: what it costs; the model in the price book is the voice's name.

    Raises:
        BadInput: this is no name of a Google voice.
    """

    def __init__(self, voice: str, prices: PriceBook) -> None:
        parts = voice.split("-")
        if len(parts) < 4:
            raise BadInput(
                f"voice {voice[:60]!r} is unknown to google; wanted: a name such as en-US-Neural2-D"
            )
        self._address = address_of(GOOGLE)
        self.voice = voice
        self.provider = Provider(
            role="voice",
            name=GOOGLE.name,
            model=voice,
            version=version_of(self._address, GOOGLE.usual_address),
            licence=licence_of(self._address, GOOGLE.licence),
            remote=True,
        )
        self._language = "-".join(parts[:2])
        self._marking = parts[2] in MARKING
        self._prices = prices

    @cached_property
    def _client(self) -> Any:
        from google.api_core.client_options import ClientOptions
        from google.cloud.texttospeech_v1beta1 import TextToSpeechClient

        options = ClientOptions(api_endpoint=self._address, api_key=key_of(GOOGLE))
        client = TextToSpeechClient(transport="rest", client_options=options)
        adapter = RequestsAdapter(Limits(ANSWER_SECONDS, media=JSON))
        for scheme in ("https://", "http://"):  # the generated client names no public door for it
            client.transport._session.mount(scheme, adapter)  # pyright: ignore
        return client

    def close(self) -> None:
        """Let go of the connections."""
        if "_client" in self.__dict__:
            self._client.transport.close()

    def missing(self) -> str:
        """Return what a person has to do before it can speak; empty when nothing."""
        return missing_key(GOOGLE)

    def healthcheck(self) -> str:
        """Look the voice up in Google's own list; costs nothing.

        Raises:
            BadInput: it is not there.
        """
        answer = self._asked(
            "list the voices",
            lambda: self._client.list_voices(
                language_code=self._language, timeout=ANSWER_SECONDS, retry=None
            ),
        )
        names = sorted(found.name for found in answer.voices)
        if self.voice not in names:
            raise BadInput(
                f"google has no voice {self.voice!r}; for {self._language} it has: {', '.join(names)}"
            )
        where = "emulated" if is_emulated(self._address) else hidden(self._address)
        return f"voice {self.voice} at {where}"

    def price_usd(self, spoken: str, speed: float = 1.0) -> Decimal:
        """See `factory.ports.Narrator.price_usd`; all that is sent counts, but for the marks."""
        sent = (unmarked(text) if self._marking else text for text in fitting(spoken))
        return self._prices.usd("google", self.voice, *speech_amounts("".join(sent)))

    def speak(
        self, spoken: str, shown: str, language: str, speed: float, target: Path
    ) -> SpokenDetail:
        """See `factory.ports.Narrator.speak`."""
        rate = 0
        pieces: list[SpeechPart] = []
        for text in fitting(spoken):
            with after_payment(bool(pieces)):
                answer = self._synthesize(text, shown, speed)
            sound, rate = decoded(answer.audio_content, "google")
            words = tuple(text.split())
            pieces.append(SpeechPart(words, sound, _starts(answer.timepoints, len(words), rate)))
        cost_usd = self.price_usd(spoken)
        return write_heard(pieces, rate, shown, spoken, language, cost_usd, target)

    def _synthesize(self, text: str, shown: str, speed: float) -> Any:
        from google.cloud import texttospeech_v1beta1 as tts

        marks = tts.SynthesizeSpeechRequest.TimepointType.SSML_MARK
        request = tts.SynthesizeSpeechRequest(
            input=tts.SynthesisInput(ssml=marked(text))
            if self._marking
            else tts.SynthesisInput(text=text),
            voice=tts.VoiceSelectionParams(language_code=self._language, name=self.voice),
            audio_config=tts.AudioConfig(
                audio_encoding=tts.AudioEncoding.LINEAR16,
                speaking_rate=min(max(speed, SLOWEST), FASTEST),
            ),
            enable_time_pointing=[marks] if self._marking else [],
        )
        return self._asked(
            f"say {shown[:60]!r}",
            lambda: self._client.synthesize_speech(request, timeout=ANSWER_SECONDS, retry=None),
        )

    def _asked(self, doing: str, ask: Any) -> Any:
        """Ask, and put the client's errors into our words."""
        import requests
        from google.api_core.exceptions import GoogleAPICallError, RetryError
        from google.auth.exceptions import GoogleAuthError

        try:
            with understood(doing):
                return ask()
        except AnswerLost as error:
            raise lost(doing, error) from None
        except GoogleAPICallError as error:
            raise refused(error, doing) from None
        except (requests.ConnectTimeout, requests.exceptions.SSLError) as error:
            raise unreached(self._address, doing, error) from None
        except requests.ConnectionError as error:
            if "NewConnectionError" in repr(error) or "refused" in repr(error):
                raise unreached(self._address, doing, error) from None
            raise lost(doing, error) from None
        except (requests.RequestException, RetryError, GoogleAuthError) as error:
            raise lost(doing, error) from None


def marked(text: str) -> str:
    """Return SSML with a mark before every word; whatever is in the text stays text."""
    words = (f'<mark name="{at}"/>{escape(word)}' for at, word in enumerate(text.split()))
    return f"<speak>{' '.join(words)}</speak>"


def unmarked(text: str) -> str:
    """Return the SSML as Google counts it: markup is billed like words, marks are not."""
    return f"<speak>{' '.join(map(escape, text.split()))}</speak>"


def fitting(spoken: str) -> list[str]:
    """Return the text in pieces whose SSML is at most 5000 bytes each."""
    longest = LONGEST_PIECE_CHARS
    pieces = sentence_pieces(spoken, longest)
    while longest > 1 and any(len(marked(piece).encode()) > LIMIT_BYTES for piece in pieces):
        longest //= 2
        pieces = sentence_pieces(spoken, longest)
    return pieces


def _starts(timepoints: Any, words: int, rate: int) -> tuple[int, ...]:
    """Return the sample of every mark, or nothing unless there is one for each word."""
    found = {point.mark_name: round(point.time_seconds * rate) for point in timepoints}
    starts = [found.get(str(at)) for at in range(words)]
    return tuple(start for start in starts if start is not None) if None not in starts else ()
