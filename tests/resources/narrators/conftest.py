"""What tests of voices share."""

from collections.abc import Callable
from pathlib import Path

import pytest

from resources.narrators.kokoro.voice_files import NETWORK_BYTES, STYLE_BYTES, VoiceFiles


@pytest.fixture
def pretend_voice() -> Callable[[Path, str], None]:
    return pretended_voice


def pretended_voice(folder: Path, name: str) -> None:
    """Leave files of the right size, and nothing in them, where those of a voice would lie."""
    files = VoiceFiles(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for path, size in ((files.network_file, NETWORK_BYTES), (files.style_file(name), STYLE_BYTES)):
        with path.open("wb") as file:
            file.truncate(size)
