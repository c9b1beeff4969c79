"""Visuals: one picture or clip per scene, with where it comes from and who may use it."""

from datetime import datetime
from fractions import Fraction
from typing import Literal

from factory.moderation import Moderated
from factory.pictures.clips import ClipFacts
from factory.presets.formats import Picture
from factory.records import FileRef, Payload, Provider

ROOM = Fraction(13, 10)
"""Pictures are this much larger than the frame, so that pan and zoom never enlarge a pixel."""


def picture_size(frame: Picture) -> tuple[int, int]:
    """Return width and height of a picture for this frame: larger, to move in, and even."""
    width, height = (int(-(-side * ROOM // 2) * 2) for side in (frame.width, frame.height))
    return width, height


class VisualAsset(Payload):
    """One picture or clip of a video (an asset of the canonical AssetManifest)."""

    asset_id: str
    scene_id: str
    type: Literal["image", "video"]
    source: str
    """Name of the provider that made or gave it."""
    url: str
    """Where the store keeps it."""
    file: FileRef
    width: int
    height: int
    prompt: str
    seed: int
    provider: Provider
    attribution: str = ""
    clip: ClipFacts | None = None
    """What the file holds, where it is a clip."""
    still: FileRef | None = None
    """A frame of the clip as a picture, for pages and thumbnails."""
    blank: bool = False
    """True when the picture has no detail at all: one flat colour."""

    @property
    def poster(self) -> FileRef:
        """The picture that stands for it: itself, or a clip's still."""
        return self.still or self.file

    @property
    def files(self) -> tuple[FileRef, ...]:
        """All that the store keeps of it."""
        return (self.file, self.still) if self.still else (self.file,)


class Visuals(Payload):
    """All pictures of one video, in scene order (the canonical AssetManifest)."""

    manifest_id: str
    script_id: str
    video_id: str
    assets: tuple[VisualAsset, ...]
    created_at: datetime
    moderation: Moderated | None = None
    """What was found in them; None where the channel does not ask."""
