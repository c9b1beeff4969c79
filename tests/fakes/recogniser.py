"""A recogniser that has heard what a test says it has."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from factory.records import Provider
from factory.speech.recognition import HeardDetail


class FakeRecogniser:
    """Knows English; every sound must be seeded with what is heard in it.

    Args:
        heard: by the bytes of a file.
        there: whether it is installed.
    """

    def __init__(self, heard: Mapping[bytes, str], *, there: bool = True) -> None:
        self._heard, self._there = dict(heard), there
        self.asked: list[list[str]] = []
        """What was heard of each piece, in order."""

    @property
    def provider(self) -> Provider:
        return Provider(role="recogniser", name="fake", version="1", synthetic=False)

    def hears(self, language: str) -> bool:
        return self._there and language == "en"

    def hear(self, sentences: Sequence[Path], target: Path) -> HeardDetail:
        texts = [self._heard[file.read_bytes()] for file in sentences]
        self.asked.append(texts)
        target.write_text("heard")
        return HeardDetail(text=" ".join(texts))
