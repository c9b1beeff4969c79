"""Recorded voice: the key of a brief that names a person's own reading of its words."""

import os
from collections.abc import Sequence
from pathlib import PurePath

from factory.brief.front_matter import Admit, FrontMatter
from factory.channel.channel import Channel
from factory.channel.providers import Recording
from factory.documents.messages import shown
from factory.errors import BadInput
from factory.formats.formats import Format
from factory.text.languages import primary_language

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
    faults = _faults(recording, profile, language, words, folder)
    path = PurePath(os.path.normpath((folder or PurePath()) / recording.file))
    if not faults and channel and admit:
        try:
            path = PurePath(admit(channel, str(path.parent), path.name)) / path.name
        except BadInput as error:
            faults = [str(error)]
    problems += [f"recording: {fault}" for fault in faults]
    return recording.model_copy(update={"file": str(path)})


def _faults(
    recording: Recording,
    profile: Format | None,
    language: str,
    words: str,
    folder: PurePath | None,
) -> Sequence[str]:
    named = shown(recording.file)
    if not folder and not PurePath(recording.file).is_absolute():
        return [f"{named} is relative and the brief lies in no folder; wanted: an absolute path"]
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
