"""Visuals: one picture or clip per scene, with where it comes from and who may use it."""

from datetime import datetime
from typing import Literal

from factory.payload import FileRef, Payload, Provider


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
    blank: bool = False
    """True when the picture has no detail at all: one flat colour."""


class Visuals(Payload):
    """All pictures of one video, in scene order (the canonical AssetManifest)."""

    manifest_id: str
    script_id: str
    video_id: str
    assets: tuple[VisualAsset, ...]
    created_at: datetime
