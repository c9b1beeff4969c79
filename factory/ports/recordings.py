"""Port of recordings: a person's reading of a script."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from factory.speech.narration import SpokenDetail
from factory.speech.recording import AlignmentDetail, Cut, RecordingDetail


class Recordings(Protocol):
    """Reads a person's recording, finds a script in it, and cuts it into sentences."""

    def take(self, file: Path, target: Path) -> str:
        """Copy a given file as it is now, bounded, following no link; return its SHA-256.

        Raises:
            BadInput: it is a link, no file, empty or too large.
        """
        ...

    def read(self, file: Path, target: Path, name: str = "") -> RecordingDetail:
        """Write a given sound file as a mono 16-bit WAV at 48 kHz.

        Args:
            file: what `take` copied.
            target: overwritten if it exists.
            name: what messages call it; its own name when empty.

        Raises:
            BadInput: it is no sound file, broken, too short or too long; the message names it.
        """
        ...

    def align(
        self, recording: Path, spoken: Sequence[tuple[Path, SpokenDetail]], target: Path
    ) -> AlignmentDetail:
        """Write where every sentence lies in a recording, as the JSON of an `Alignment`.

        Args:
            recording: what `read` wrote.
            spoken: the same sentences as a voice says them, in order, with when each word is heard.

        Raises:
            BadInput: it is too short to hold them.
        """
        ...

    def cut(self, recording: Path, part: Cut, target: Path) -> None:
        """Write one part of a recording as a WAV of the same kind, faded at both ends."""
        ...
