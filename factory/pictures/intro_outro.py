"""Intro and outro, a channel's inserts: as one video shows them, before and after its scenes."""

from typing import Literal

from factory.pictures.clips import ClipFacts
from factory.records import FileRef, Payload, Provider

Role = Literal["intro", "outro"]
INTRO: Role = "intro"
OUTRO: Role = "outro"
ROLES = (INTRO, OUTRO)
"""They are the scene and asset of an insert's shot; scenes of scripts are called s001 and on."""


class ShownInsert(Payload):
    """One video or still, for so many whole frames of the format."""

    role: Role
    file: FileRef
    """The video as it was given; a still fitted to the format's frame."""
    frames: int
    clip: ClipFacts | None = None
    """What the file holds, where it is a video."""
    provider: Provider
    attribution: str = ""


class Inserts(Payload):
    """What stands before the first scene and after the last; None where nothing does."""

    intro: ShownInsert | None = None
    outro: ShownInsert | None = None

    @property
    def shown(self) -> tuple[ShownInsert, ...]:
        """Those there are, in order."""
        return tuple(insert for insert in (self.intro, self.outro) if insert)

    @property
    def lead_frames(self) -> int:
        """Frames before the first scene."""
        return self.intro.frames if self.intro else 0

    @property
    def trail_frames(self) -> int:
        """Frames after the last scene."""
        return self.outro.frames if self.outro else 0


NO_INSERTS = Inserts()
