"""Narrators of this machine: voices that speak here, in worker processes, and cost nothing."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Self

from factory.errors import PermanentError
from factory.records import Provider
from factory.speech.narration import SpokenDetail
from factory.speech.word_timing import align_words, pair_words
from resources.narrators.voice_workers import VoiceWorkers

SENTENCE_SECONDS = 120.0
"""Longest wait for one sentence, loading included; about twenty times what a busy machine needs."""


class LocalNarrator:
    """Speaks by workers that load one voice each; several threads may ask at once.

    Args:
        voice: its name.
        provider: who it is.
        command: what starts a worker that loads it.
        workers: most processes at a time; as many as there are cores unless given.
        sentence_seconds: longest wait for one sentence.
    """

    def __init__(
        self,
        voice: str,
        provider: Provider,
        command: Sequence[str],
        *,
        workers: int | None = None,
        sentence_seconds: float = SENTENCE_SECONDS,
    ) -> None:
        self.voice = voice
        self.provider = provider
        self._workers = VoiceWorkers(command, workers, sentence_seconds)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End every worker; those in the middle of a sentence end after it."""
        self._workers.close()

    def price_usd(self, spoken: str, speed: float = 1.0) -> Decimal:
        """See `factory.ports.Narrator.price_usd`: it runs on this machine."""
        return Decimal(0)

    def speak(
        self, spoken: str, shown: str, language: str, speed: float, target: Path
    ) -> SpokenDetail:
        """See `factory.ports.Narrator.speak`."""
        if not any(c.isalnum() for c in spoken):
            raise _unspeakable(shown, "it has neither letters nor digits")
        request = {"text": spoken, "speed": speed, "target": str(target)}
        answer = self._workers.ask(request, shown)
        if "unspeakable" in answer:
            raise _unspeakable(shown, answer["unspeakable"])
        pairs = pair_words(shown, spoken, language)
        spans = [(start, end) for start, end in answer["words"]]
        return SpokenDetail(
            sample_rate=answer["sample_rate"],
            samples=answer["samples"],
            timing=answer["timing"],
            words=tuple(align_words(pairs, spans)),
        )


def _unspeakable(shown: str, why: str) -> PermanentError:
    return PermanentError(
        f"could not say {shown[:60]!r}: {why}; write words there, or leave the sentence out"
    )
