"""Render: the manifest of one finished master and of the segments it was joined from."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Self

from pydantic import Field

from factory.brief.brief import AcceptedBrief
from factory.captions.cues import Captions
from factory.fingerprint import fingerprint
from factory.graphics.ai_label import LabelPlace
from factory.graphics.contrast import TextContrast
from factory.graphics.video_branding import branding_fingerprint
from factory.master.measurement import Measurement
from factory.master.sources import RenderSources
from factory.pictures.visuals import Visuals
from factory.records import FileRef, Payload, Provider
from factory.speech.narration import Narration
from factory.timeline.timeline import Timeline
from factory.units_of_work import Done


class Segment(Payload):
    """One rendered shot: a closed piece of H.264 that joins by stream copy."""

    scene_id: str
    frames: int
    repeats: int = 1
    """How often the master shows it in a row."""
    fingerprint: str
    sha256: str
    bytes: int


class Cut(Payload):
    """The same video once more, without what its outlet forbids."""

    outlet: str
    without: tuple[str, ...]
    """Keys of the channel file whose marks it does not show."""
    file: FileRef
    segments: tuple[Segment, ...]
    """Those that show no mark are the master's own."""
    measurement: Measurement
    made_at: datetime
    """A decision that is older did not see it."""


class Render(Payload):
    """One finished master (the canonical Video, and what the release needs beside it)."""

    video_id: str
    manifest_id: str
    master: FileRef
    render_url: str
    poster: FileRef
    contact_sheet: FileRef
    thumbnail_url: str
    duration_sec: float
    timeline: Timeline
    segments: tuple[Segment, ...]
    measurement: Measurement
    made_from: dict[str, str] = Field(default_factory=dict[str, str])
    """What `ingredients` said when the master was made."""
    provider: Provider
    created_at: datetime
    ai_label: LabelPlace | None = None
    """Where the AI label stands, if the channel wants one."""
    contrasts: tuple[TextContrast, ...] = ()
    """How much the lettering on it stands out, at its worst; empty where nothing is lettered."""
    cut: Cut | None = None
    """For TikTok, where the channel's mark would be on the master."""

    @classmethod
    def of(
        cls,
        sources: RenderSources,
        timeline: Timeline,
        segments: Sequence[Done],
        measurement: Measurement,
        *,
        master: FileRef,
        poster: FileRef,
        contact_sheet: FileRef,
        address: Callable[[str], str],
        provider: Provider,
        ai_label: LabelPlace | None = None,
    ) -> Self:
        """Return the manifest of a master that has just been made.

        Args:
            segments: one for every shot of the timeline.
            measurement: of the master.
            address: says under which URL a file of the video is seen, by its name.
            provider: who rendered it.
            ai_label: where it stands, if there is one.
        """
        accepted, visuals = sources.accepted, sources.visuals
        return cls(
            video_id=accepted.video_id,
            manifest_id=visuals.manifest_id,
            master=master,
            render_url=address(master.name),
            poster=poster,
            contact_sheet=contact_sheet,
            thumbnail_url=address("thumbnail.jpg"),
            duration_sec=round(measurement.video_seconds, 3),
            timeline=timeline,
            segments=segments_of(timeline, segments),
            measurement=measurement,
            made_from=ingredients(accepted, sources.narration, visuals, sources.captions),
            provider=provider,
            created_at=accepted.accepted_at,
            ai_label=ai_label,
        )


def segments_of(timeline: Timeline, segments: Sequence[Done]) -> tuple[Segment, ...]:
    """Return what is noted of finished segments, one for every shot of the timeline."""
    return tuple(
        Segment(
            scene_id=shot.scene_id,
            frames=shot.frames,
            repeats=shot.repeats,
            fingerprint=done.fingerprint,
            sha256=done.sha256,
            bytes=done.bytes,
        )
        for shot, done in zip(timeline.shots, segments, strict=True)
    )


def ingredients(
    accepted: AcceptedBrief, narration: Narration, visuals: Visuals, captions: Captions
) -> dict[str, str]:
    """Return the hash of everything that a viewer sees or hears in a master, by name.

    A master made from other ingredients than the current manifests name is out of date: its
    credits, captions and licences are those of something else.
    """
    files = [narration.file, *(asset.file for asset in visuals.assets)]
    files += [insert.file for insert in narration.inserts.shown]
    if narration.bed:
        files.append(narration.bed.file)
    burned = [cue.model_dump(mode="json") for cue in captions.burned]
    named = {file.name: file.sha256 for file in files}
    named["dressing"] = branding_fingerprint(accepted)
    if not burned:
        return {**named, "caption track": captions.vtt.sha256}
    return {**named, "burned captions": fingerprint("burned captions", {"cues": burned})}
