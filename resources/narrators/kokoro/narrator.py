"""Kokoro narrates: natural voices that are added by `factory voices add NAME`."""

import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from factory.errors import BadInput, PermanentError
from factory.records import Provider
from resources.narrators.kokoro.voice_files import VoiceFiles
from resources.narrators.kokoro.voices import KOKORO, KOKORO_VOICES, LICENCE
from resources.narrators.local_narrator import LocalNarrator

SENTENCE_SECONDS = 600.0
"""Longest wait for one sentence, loading included: a sentence of 25 s takes 8 s of a quiet core, and two
minutes were seen on two cores that fifteen processes shared."""


def missing_voice(voice: str, folder: Path) -> str:
    """Return what a person has to do before a voice can speak; empty when nothing.

    Raises:
        BadInput: there is no such voice; the message names those there are.
    """
    if voice not in KOKORO_VOICES:
        raise BadInput(
            f"voice {voice[:60]!r} is unknown to kokoro; there are: {', '.join(KOKORO_VOICES)}"
        )
    if VoiceFiles(folder).has(voice):
        return ""
    return f"the voice {voice} is not installed here: `factory voices add {voice}`"


class KokoroNarrator(LocalNarrator):
    """Speaks with Kokoro.

    Args:
        voice: a key of KOKORO_VOICES.
        folder: where its files lie.
        workers: most processes at a time; as many as there are cores unless given.
        sentence_seconds: longest wait for one sentence.
        command: what to start instead of the real worker, speaking the same protocol.

    Raises:
        BadInput: there is no such voice.
        PermanentError: it is not installed.
    """

    def __init__(
        self,
        voice: str,
        folder: Path,
        *,
        workers: int | None = None,
        sentence_seconds: float = SENTENCE_SECONDS,
        command: Sequence[str] | None = None,
    ) -> None:
        missing = missing_voice(voice, folder)
        if missing:
            raise PermanentError(f"could not speak: {missing}")
        provider = Provider(
            role="voice",
            name=KOKORO,
            model=voice,
            version=f"1.0 int8, piper-tts {version('piper-tts')}",
            licence=LICENCE,
            synthetic=True,
        )
        worker = [sys.executable, "-m", "resources.narrators.kokoro.worker", str(folder), voice]
        super().__init__(
            voice,
            provider,
            command or worker,
            workers=workers,
            sentence_seconds=sentence_seconds,
        )
