"""The manifest of a video's pictures, and the files that it names."""

from collections.abc import Sequence
from functools import partial

from factory.pictures.visuals import VisualAsset, Visuals
from factory.ports import Journal, Stills, VideoFiles
from factory.records import FileRef
from factory.script.script import Script
from factory_assets.stage.stills import drawn_once
from factory_assets.visuals.pictures import DrawnScene

SHEET = "pictures.jpg"


def keep_pictures(
    script: Script,
    drawn: Sequence[DrawnScene],
    clip_stills: Sequence[FileRef | None],
    store: VideoFiles,
) -> Visuals:
    """Keep every picture with its video; return them all, not yet moderated.

    Args:
        script: whose scenes they show.
        drawn: one for each scene that is shown, in order.
        clip_stills: of each, the still of its clip; None of a picture.
        store: where they are kept.
    """
    video_id = script.video_id
    assets: list[VisualAsset] = []
    for one, still in zip(drawn, clip_stills, strict=True):
        name = f"pictures/{one.scene.scene_id}{one.unit.suffix}"
        file = store.keep(video_id, name, one.done.path)
        assets.append(
            VisualAsset.of(
                one.scene.scene_id,
                one.detail,
                file,
                store.url(video_id, file.name),
                prompt=one.scene.picture_prompt,
                seed=one.unit.recipe["seed"],
                provider=one.unit.provider,
                still=still,
                depiction=one.depiction,
            )
        )
    return Visuals(
        manifest_id=f"{video_id}-visuals-{script.version}",
        script_id=script.script_id,
        video_id=video_id,
        assets=tuple(assets),
        created_at=script.created_at,
    )


def keep_visuals(
    manifest: Visuals, stills: Stills, store: VideoFiles, journal: Journal
) -> list[FileRef]:
    """Keep the manifest and a sheet of all pictures; return every file, the manifest first."""
    video_id = manifest.video_id
    file = store.write(video_id, "visuals.json", manifest.to_json())
    labels = [asset.scene_id for asset in manifest.assets]
    pictures = [store.local(video_id, asset.poster.name) for asset in manifest.assets]
    drawn = drawn_once(
        journal,
        video_id,
        "visuals",
        SHEET,
        stills.provider,
        {"pictures": [asset.poster.sha256 for asset in manifest.assets], "labels": labels},
        partial(stills.contact_sheet, pictures, labels),
    )
    sheet = store.keep(video_id, SHEET, drawn.path)
    return [file, sheet, *(kept for asset in manifest.assets for kept in asset.files)]
