"""What every unit of the stage `renders` shares: the video it belongs to, and who makes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factory.master.sources import RenderSources
from factory.ports import ContentCredentials, Disk, Journal, Renderer, VideoFiles
from factory.records import FileRef
from factory.timeline.timeline import Timeline
from factory.units_of_work import Done, Strip, Unit
from factory.video_formats.formats import Format


@dataclass(frozen=True, slots=True)
class VideoRender:
    """One video's render: what it is made of, where its frames lie, and what makes them."""

    sources: RenderSources
    profile: Format
    timeline: Timeline
    store: VideoFiles
    disk: Disk
    journal: Journal
    renderer: Renderer
    credentials: ContentCredentials

    @property
    def video_id(self) -> str:
        """Whose render it is."""
        return self.sources.accepted.video_id

    def local(self, file: FileRef) -> Path:
        """Return where one of the video's files lies on this machine."""
        return self.store.local(self.video_id, file.name)

    def unit(self, kind: str, label: str, suffix: str, recipe: dict[str, Any]) -> Unit:
        """Return a unit whose recipe names the renderer's version: a newer one makes all anew."""
        provider = self.renderer.provider
        return Unit(
            video_id=self.video_id,
            stage="renders",
            kind=kind,
            label=label,
            recipe={**recipe, "renderer": [provider.name, provider.version]},
            suffix=suffix,
            provider=provider,
        )

    def shown(self, segments: Sequence[Done]) -> list[tuple[Done, int]]:
        """Return the segments of its shots, each with how often it is shown in a row."""
        repeats = (shot.repeats for shot in self.timeline.shots)
        return list(zip(segments, repeats, strict=True))


def strips(pieces: Sequence[tuple[Done, int]]) -> list[Strip]:
    """Return finished pieces as strips, each with how often it is shown or heard in a row."""
    return [Strip(done.path, repeats) for done, repeats in pieces]
