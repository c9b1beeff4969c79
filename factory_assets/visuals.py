"""Visuals: one picture per scene, larger than the frame so that the camera has room to move."""

import hashlib
from fractions import Fraction

import dagster as dg

from factory.brief import AcceptedBrief
from factory.formats import Picture, format_named
from factory.palettes import palette_for
from factory.ports import Catalogue, Designer, Illustrator, Journal, Progress, Store, Studio
from factory.rules.visual_rules import assess_visuals
from factory.script import Scene, Script
from factory.visuals import VisualAsset, Visuals
from factory.work import Do, Done, Unit
from factory_assets.partitions import VIDEOS
from factory_assets.stage import RETRIES, WORKERS, check_results, check_specs, stage

ROOM = Fraction(13, 10)
"""Pictures are this much larger than the frame, so that pan and zoom never enlarge a pixel."""


@dg.asset(
    partitions_def=VIDEOS,
    deps=["scripts"],
    group_name="making",
    kinds={"png"},
    owners=["team:pictures"],
    retry_policy=RETRIES,
    pool="pictures",
    code_version="1",
    check_specs=check_specs("visuals"),
)
def visuals(
    context: dg.AssetExecutionContext,
    catalogue: dg.ResourceParam[Catalogue],
    store: dg.ResourceParam[Store],
    journal: dg.ResourceParam[Journal],
    studio: dg.ResourceParam[Studio],
    designer: dg.ResourceParam[Designer],
    progress: dg.ResourceParam[Progress],
) -> dg.MaterializeResult:
    """One picture per scene, drawn or given, each with its source and licence."""
    with stage(context, catalogue, "visuals") as (video_id, run_id):
        accepted = AcceptedBrief.from_json(store.read(video_id, "brief.json"))
        script = Script.from_json(store.read(video_id, "script.json"))
        profile = format_named(accepted.brief.format)
        illustrator = studio.illustrator(accepted.pictures.provider)
        progress.begin("visuals", len(script.scenes), "scene")
        work = _pictures(video_id, accepted, script, profile.picture, illustrator)
        drawn = journal.perform_all(work, workers=WORKERS, progress=progress)
        manifest = _manifest(video_id, script, work, drawn, illustrator, store)
        file = store.write(video_id, "visuals.json", manifest.to_json())
        with store.scratch() as scratch:
            designer.contact_sheet(
                [done.path for done in drawn],
                [scene.scene_id for scene in script.scenes],
                scratch / "pictures.jpg",
            )
            sheet = store.keep(video_id, "pictures.jpg", scratch / "pictures.jpg")
        catalogue.record(
            video_id,
            "visuals",
            [file, sheet, *(asset.file for asset in manifest.assets)],
            provider=illustrator.provider,
            run_id=run_id,
        )
        catalogue.announce("assets.generated", video_id, {"manifest_id": manifest.manifest_id})
        progress.end("visuals", f"{len(drawn)} pictures by {illustrator.provider.name}")
    return dg.MaterializeResult(
        metadata={
            "preview": dg.MetadataValue.md(f"![pictures]({store.url(video_id, sheet.name)})"),
            "pictures": len(drawn),
            "pictures_reused": sum(done.reused for done in drawn),
            "bytes": sum(done.bytes for done in drawn),
            "provider": illustrator.provider.name,
            "licences": ", ".join(sorted({a.provider.licence for a in manifest.assets})),
            "cost_usd": round(sum(done.cost_usd for done in drawn), 4),
        },
        check_results=check_results(assess_visuals(manifest, script, profile), "visuals"),
        data_version=dg.DataVersion(file.sha256),
    )


def _pictures(
    video_id: str,
    accepted: AcceptedBrief,
    script: Script,
    picture: Picture,
    illustrator: Illustrator,
) -> list[tuple[Unit, Do]]:
    palette = palette_for(
        " ".join((script.title, *(scene.picture_prompt for scene in script.scenes))),
        accepted.pictures.look,
    )
    width, height = (int(-(-side * ROOM // 2) * 2) for side in (picture.width, picture.height))
    return [
        _picture(video_id, accepted, scene, index, palette, (width, height), illustrator)
        for index, scene in enumerate(script.scenes)
    ]


def _picture(
    video_id: str,
    accepted: AcceptedBrief,
    scene: Scene,
    index: int,
    palette: str,
    size: tuple[int, int],
    illustrator: Illustrator,
) -> tuple[Unit, Do]:
    recipe = illustrator.recipe(accepted.pictures, scene.picture_prompt, palette, index)
    # The seed follows the scene's place, not its words: a mended sentence keeps its picture.
    key = f"{accepted.brief.channel}\0{accepted.brief.title}\0{scene.scene_id}"
    seed = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4])
    width, height = size
    unit = Unit(
        video_id=video_id,
        stage="visuals",
        kind="picture",
        label=f"picture of {scene.scene_id}",
        recipe={
            **recipe,
            "seed": seed,
            "width": width,
            "height": height,
            "provider": illustrator.provider.name,
            "version": illustrator.provider.version,
        },
        suffix=".png",
        provider=illustrator.provider,
    )
    return unit, lambda target: illustrator.draw(recipe, seed, width, height, target)


def _manifest(
    video_id: str,
    script: Script,
    work: list[tuple[Unit, Do]],
    drawn: list[Done],
    illustrator: Illustrator,
    store: Store,
) -> Visuals:
    assets: list[VisualAsset] = []
    for scene, (unit, _), done in zip(script.scenes, work, drawn, strict=True):
        file = store.keep(video_id, f"pictures/{scene.scene_id}.png", done.path)
        licence = done.detail["licence"]
        assets.append(
            VisualAsset(
                asset_id=f"{scene.scene_id}-picture",
                scene_id=scene.scene_id,
                type="image",
                source=illustrator.provider.name,
                url=store.url(video_id, file.name),
                file=file,
                width=done.detail["width"],
                height=done.detail["height"],
                prompt=scene.picture_prompt,
                seed=unit.recipe["seed"],
                provider=illustrator.provider.model_copy(update={"licence": licence}),
                attribution=done.detail["attribution"],
                blank=done.detail["blank"],
            )
        )
    return Visuals(
        manifest_id=f"{video_id}-visuals-{script.version}",
        script_id=script.script_id,
        video_id=video_id,
        assets=tuple(assets),
        created_at=script.created_at,
    )
