"""Visuals: one picture or clip per scene, with where it comes from and who may use it."""

from datetime import datetime
from fractions import Fraction
from typing import Literal, Self

from factory.depiction.depiction import Depiction
from factory.moderation import Moderated
from factory.pictures.clips import ClipFacts
from factory.records import FileRef, Payload, Provider
from factory.units_of_work import UnitDetail
from factory.video_formats.formats import Picture

ROOM = Fraction(13, 10)
"""Pictures are this much larger than the frame, so that pan and zoom never enlarge a pixel."""


def picture_size(frame: Picture) -> tuple[int, int]:
    """Return width and height of a picture for this frame: larger, to move in, and even."""
    width, height = (int(-(-side * ROOM // 2) * 2) for side in (frame.width, frame.height))
    return width, height


class PictureDetail(UnitDetail):
    """One picture or clip, as whoever drew or found it describes it."""

    width: int
    height: int
    blank: bool
    """True when it has no detail at all: one flat colour."""
    attribution: str
    licence: str
    clip: ClipFacts | None = None
    """What the file holds, where it is a clip."""
    kind: str | None = None
    """The kind of scenery."""
    palette: str | None = None
    """Of scenery."""
    file: str | None = None
    """Its name in the user's folder."""
    made: tuple[int, int] | None = None
    """Width and height in which a vendor made it, before it was fitted."""
    request_id: str | None = None
    """A vendor's job."""
    actual_prompt: str | None = None
    """What a vendor's model made of the prompt."""
    source_id: int | str | None = None
    """Of stock, the vendor's number."""
    source_url: str | None = None
    """Of stock, its page."""


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
    depiction: Depiction | None = None
    """What of the scene's words it shows, and why; None where its maker was not told."""

    @classmethod
    def of(
        cls,
        scene_id: str,
        detail: PictureDetail,
        file: FileRef,
        url: str,
        *,
        prompt: str,
        seed: int,
        provider: Provider,
        still: FileRef | None,
        depiction: Depiction | None = None,
    ) -> Self:
        """Return one scene's picture or clip, as the journal knows it and the store keeps it.

        Args:
            scene_id: the scene that it shows.
            detail: what its maker said of it.
            file: where it is kept.
            url: where a person finds it.
            prompt: what was to be shown.
            seed: by which it was drawn.
            provider: its maker; the licence is the picture's own.
            still: a frame of it, where it is a clip.
            depiction: what the planner chose to show.
        """
        return cls(
            asset_id=f"{scene_id}-picture",
            scene_id=scene_id,
            type="video" if detail.clip else "image",
            source=provider.name,
            url=url,
            file=file,
            width=detail.width,
            height=detail.height,
            prompt=prompt,
            seed=seed,
            provider=provider.model_copy(update={"licence": detail.licence}),
            attribution=detail.attribution,
            clip=detail.clip,
            still=still,
            blank=detail.blank,
            depiction=depiction,
        )

    @property
    def shown(self) -> str:
        """Say in one line what it shows of the scene's words; empty where nobody planned it."""
        return self.depiction.told if self.depiction else ""

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
