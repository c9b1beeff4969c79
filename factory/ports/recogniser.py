"""Port of a recogniser: what is heard in speech."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from factory.records import Provider
from factory.speech.recognition import HeardDetail


class Recogniser(Protocol):
    """Writes down what it hears, without knowing what should be said."""

    @property
    def provider(self) -> Provider:
        """Who it is; asked only where it hears something."""
        ...

    def hears(self, language: str) -> bool:
        """Whether it is there and knows a language, a BCP 47 code."""
        ...

    def hear(self, sentences: Sequence[Path], target: Path) -> HeardDetail:
        """Write what is said in some sentences that follow one another.

        Args:
            sentences: mono 16-bit WAVs of any rate, in order.
            target: JSON, overwritten if it exists.
        """
        ...
