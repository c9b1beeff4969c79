"""Voices of this machine: which there are, and bringing one that does not come along."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from factory.records import Payload
from factory.speech.local_voice import LocalVoice
from wiring.home import Home


class Voices(Payload):
    """The voices that speak here, or can be brought."""

    voices: tuple[LocalVoice, ...]
    usual: str
    """Who speaks English where a channel names nobody: of short videos, and all formats that want a natural
    voice."""


def list_voices(home: Home) -> Voices:
    """Return every voice of this machine, those that come along first."""
    found = home.voices.all()
    natural = home.voices.natural()
    return Voices(voices=found, usual=natural.name if natural else found[0].name)


def add_voices(
    home: Home,
    names: Sequence[str],
    given: Sequence[Path] = (),
    step: Callable[[str], AbstractContextManager[None]] = nullcontext,
) -> Voices:
    """Bring voices, and let each say a sentence.

    Args:
        home: where they are kept.
        names: of voices that can be added.
        given: files, or folders of them, that were brought by hand; none: pip and npm bring them.
        step: shows what takes long.

    Raises:
        BadInput: there is no such voice, or a given file is another one.
        PermanentError: something cannot be brought, or is not what it should be.
    """
    home.voices.add(names, given, step)
    return list_voices(home)
