"""Canonical payloads: Idea, Script, AssetManifest, Video, Post and Analytics, as others read them.

Our own manifests say more; these are the forms that cross the factory's border, in events, the
API and exports. Each entity that has a status says since when.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from factory.brief.brief import AcceptedBrief
from factory.ideas.idea import IdeaStatus
from factory.master.render import Render
from factory.pictures.visuals import VisualAsset, Visuals
from factory.records import FileRef, Payload, Provider
from factory.script.script import AssetNeed, Script
from factory.speech.narration import Narration
from factory.workflow.status import AssetStatus, PostStatus, ScriptStatus, VideoStatus

AssetType = Literal["image", "audio", "video"]


class Idea(Payload):
    """What a video might be about."""

    idea_id: str
    title: str
    description: str
    tags: tuple[str, ...]
    score: float | None
    """None where a person wrote the brief: nobody scored it."""
    target_format: str
    """Name of one of our formats."""
    status: IdeaStatus
    created_at: datetime
    updated_at: datetime

    @classmethod
    def from_brief(cls, accepted: AcceptedBrief, *, updated_at: datetime) -> "Idea":
        """Return the idea behind a brief; whoever wrote the brief approved it."""
        brief = accepted.brief
        return cls(
            idea_id=f"{accepted.video_id}-idea",
            title=brief.title,
            description=brief.description,
            tags=brief.tags,
            score=None,
            target_format=brief.format,
            status="approved",
            created_at=accepted.accepted_at,
            updated_at=updated_at,
        )


class CanonicalScene(Payload):
    """One beat of a canonical script."""

    scene_id: str
    beat: str
    duration_sec: float
    asset_needs: tuple[AssetNeed, ...]


class CanonicalScript(Payload):
    """A canonical script: what happens, for how long, and what it needs."""

    script_id: str
    idea_id: str | None
    scenes: tuple[CanonicalScene, ...]
    version: int
    status: ScriptStatus
    created_at: datetime
    updated_at: datetime

    @classmethod
    def from_script(
        cls, script: Script, *, status: ScriptStatus, updated_at: datetime
    ) -> "CanonicalScript":
        """Return the canonical form of our script."""
        return cls(
            script_id=script.script_id,
            idea_id=script.idea_id,
            scenes=tuple(
                CanonicalScene(
                    scene_id=scene.scene_id,
                    beat=scene.beat,
                    duration_sec=scene.duration_sec,
                    asset_needs=scene.asset_needs,
                )
                for scene in script.scenes
            ),
            version=script.version,
            status=status,
            created_at=script.created_at,
            updated_at=updated_at,
        )


class Asset(Payload):
    """One picture, sound or clip."""

    asset_id: str
    type: AssetType
    source: str
    url: str
    metadata: dict[str, Any]
    status: AssetStatus
    updated_at: datetime


class AssetManifest(Payload):
    """Everything made or found for one script."""

    manifest_id: str
    script_id: str
    assets: tuple[Asset, ...]
    created_at: datetime

    @classmethod
    def from_parts(
        cls,
        visuals: Visuals,
        narration: Narration,
        *,
        urls: Mapping[str, str],
        updated_at: datetime,
    ) -> "AssetManifest":
        """Return pictures, voice, bed, intro and outro as one manifest.

        Args:
            visuals: whose pictures come first.
            narration: whose voice, bed, intro and outro follow.
            urls: where these are found, by file name.
            updated_at: when the last of them was made.
        """
        bed = narration.bed
        rest: list[tuple[str, AssetType, FileRef, Provider]]
        rest = [("narration", "audio", narration.file, narration.provider)]
        if bed:
            rest.append(("bed", "audio", bed.file, bed.provider))
        for insert in narration.inserts.shown:
            kind: AssetType = "video" if insert.clip else "image"
            rest.append((insert.role, kind, insert.file, insert.provider))
        return cls(
            manifest_id=visuals.manifest_id,
            script_id=visuals.script_id,
            assets=(
                *(_picture(asset, updated_at) for asset in visuals.assets),
                *(
                    Asset(
                        asset_id=f"{visuals.video_id}-{role}",
                        type=kind,
                        source=provider.name,
                        url=urls[file.name],
                        metadata={**_facts(file, provider), "role": role},
                        status="generated",
                        updated_at=updated_at,
                    )
                    for role, kind, file, provider in rest
                ),
            ),
            created_at=visuals.created_at,
        )


class Video(Payload):
    """One finished master."""

    video_id: str
    manifest_id: str
    render_url: str
    thumbnail_url: str
    duration_sec: float
    status: VideoStatus
    created_at: datetime
    updated_at: datetime

    @classmethod
    def from_render(cls, render: Render, *, updated_at: datetime) -> "Video":
        """Return the canonical form of a render, which is ready by being there."""
        return cls(
            video_id=render.video_id,
            manifest_id=render.manifest_id,
            render_url=render.render_url,
            thumbnail_url=render.thumbnail_url,
            duration_sec=render.duration_sec,
            status="ready",
            created_at=render.created_at,
            updated_at=updated_at,
        )


class Post(Payload):
    """One publication on one platform."""

    post_id: str
    video_id: str
    platform: str
    scheduled_at: datetime | None
    """None when it went out at once."""
    status: PostStatus
    created_at: datetime
    updated_at: datetime


class Metrics(Payload):
    """Counts from the first view until they were collected; None: the platform never said."""

    views: int | None
    likes: int | None
    comments: int | None
    shares: int | None
    watch_time_sec: float | None


class Analytics(Payload):
    """How one post did."""

    post_id: str
    platform: str
    metrics: Metrics
    collected_at: datetime


def _picture(asset: VisualAsset, updated_at: datetime) -> Asset:
    return Asset(
        asset_id=asset.asset_id,
        type=asset.type,
        source=asset.source,
        url=asset.url,
        metadata={
            **_facts(asset.file, asset.provider),
            "scene_id": asset.scene_id,
            "width": asset.width,
            "height": asset.height,
            "prompt": asset.prompt,
            "seed": asset.seed,
            "attribution": asset.attribution,
        },
        status="generated",
        updated_at=updated_at,
    )


def _facts(file: FileRef, provider: Provider) -> dict[str, Any]:
    return {
        "file": file.name,
        "sha256": file.sha256,
        "bytes": file.bytes,
        "media_type": file.media_type,
        "model": provider.model,
        "licence": provider.licence,
        "instead_of": provider.instead_of,
        "synthetic": provider.synthetic,
        "default": provider.default,
    }
