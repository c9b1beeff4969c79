"""Pictures taken from the video that an excerpt is cut from, fitted to its own frame; nobody draws them again."""

import shutil
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from factory.brief.brief import AcceptedBrief
from factory.pictures.visuals import PictureDetail, VisualAsset, Visuals, picture_size
from factory.ports import Stills, VideoFiles
from factory.script.script import Scene
from factory.units_of_work import Unit
from factory_assets.stage.fallback_providers import Work

FITTED = "1"
"""Version of how they are fitted."""


def pictures_taken(
    accepted: AcceptedBrief, scenes: Sequence[Scene], store: VideoFiles, stills: Stills
) -> Mapping[str, Work]:
    """Return the pictures that a vendor or a person made of these scenes, by scene ID.

    What was drawn on this machine is left out: it is drawn anew for the upright frame from the same
    words, which costs nothing and cuts nothing off.

    Args:
        accepted: an excerpt.
        scenes: its own; there are as many as it takes.
        store: where the longer video lies.
        stills: fits a picture.
    """
    excerpt = accepted.excerpt
    if excerpt is None:
        return {}
    manifest = Visuals.from_json(store.local(excerpt.video_id, "visuals.json").read_bytes())
    shown = {asset.scene_id: asset for asset in manifest.assets}
    found: dict[str, Work] = {}
    for scene, was in zip(scenes, excerpt.scenes, strict=True):
        asset = shown.get(was)
        if asset is None or (asset.provider.synthetic and not asset.provider.remote):
            continue
        path = store.local(excerpt.video_id, asset.file.name)
        found[scene.scene_id] = _taken(accepted, scene, asset, path, stills)
    return found


def _taken(
    accepted: AcceptedBrief, scene: Scene, asset: VisualAsset, path: Path, stills: Stills
) -> Work:
    width, height = picture_size(accepted.profile.picture)
    unit = Unit(
        video_id=accepted.video_id,
        stage="visuals",
        kind="picture",
        label=f"picture of {scene.scene_id}",
        recipe={
            "taken": asset.file.sha256,
            "fitted": FITTED,
            "seed": asset.seed,
            "width": width,
            "height": height,
            "attribution": asset.attribution,
            "licence": asset.provider.licence,
        },
        suffix=path.suffix,
        provider=asset.provider,
    )
    return unit, partial(_fit, asset, path, stills, width, height)


def _fit(
    asset: VisualAsset, path: Path, stills: Stills, width: int, height: int, target: Path
) -> PictureDetail:
    """Write the picture upright, or the clip as it is: clips are conformed when they are rendered."""
    if asset.clip:
        shutil.copyfile(path, target)
        width, height = asset.width, asset.height
    else:
        stills.placard(path, width, height, target)
    return PictureDetail(
        width=width,
        height=height,
        blank=asset.blank,
        attribution=asset.attribution,
        licence=asset.provider.licence,
        clip=asset.clip,
    )
