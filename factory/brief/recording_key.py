"""Recorded voice: the key of a brief that names a person's own reading of its words."""

import os
from pathlib import PurePath

from factory.brief.brief_keys import Admit, FrontMatter
from factory.channel.channel import Channel
from factory.channel.provider_settings import Recording
from factory.documents.error_words import shown
from factory.errors import BadInput
from factory.text.languages import primary_language
from factory.video_formats.formats import Format

ALIGNED_LANGUAGES = ("en",)
"""Of which a voice is installed that says when each word is heard."""


def recording_of(
    front: FrontMatter,
    channel: Channel | None,
    profile: Format | None,
    language: str,
    words: str,
    folder: PurePath | None,
    admit: Admit | None,
    problems: list[str],
) -> Recording | None:
    """Return the recording with its file's own place; None where a voice speaks.

    Args:
        front: the brief's keys.
        channel: the brief's.
        profile: its format.
        language: of the words.
        words: what is read in it.
        folder: where the brief lies.
        admit: looks into the file's folder; None where nobody can.
        problems: told whole with all others.
    """
    recording = front.recording
    if recording is None:
        return None
    faults = _faults(recording, profile, language, words)
    file = (
        recording.file if faults else admitted_file(recording.file, folder, channel, admit, faults)
    )
    problems += [f"recording: {fault}" for fault in faults]
    return recording.model_copy(update={"file": file})


def admitted_file(
    named: str,
    folder: PurePath | None,
    channel: Channel | None,
    admit: Admit | None,
    faults: list[str],
) -> str:
    """Return where a file that a brief names really lies, if the brief may name it.

    Args:
        named: as the brief says it.
        folder: where the brief lies.
        channel: the brief's.
        admit: looks into the file's folder; None where nobody can.
        faults: told why it may not.
    """
    if not folder and not PurePath(named).is_absolute():
        faults.append(
            f"{shown(named)} is relative and the brief lies in no folder; wanted: an absolute path"
        )
        return named
    path = PurePath(os.path.normpath((folder or PurePath()) / named))
    if channel and admit:
        try:
            path = PurePath(admit(channel, str(path.parent), path.name)) / path.name
        except BadInput as error:
            faults.append(str(error))
    return str(path)


def _faults(
    recording: Recording,
    profile: Format | None,
    language: str,
    words: str,
) -> list[str]:
    if profile and not profile.narrated:
        return [
            f"nobody speaks in the format {profile.name}; wanted: no recording, or another format"
        ]
    if not words:
        return [
            "the brief has no words, so that nothing says what is read; wanted: the words that are"
        ]
    if primary_language(language) not in ALIGNED_LANGUAGES:
        spoken = ", ".join(ALIGNED_LANGUAGES)
        return [f"words in {language!r} cannot be found in a recording; wanted: one of {spoken}"]
    return []
