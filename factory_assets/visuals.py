"""Visuals: one picture or clip per scene; pictures are larger than the frame so that the camera has room to move."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import dagster as dg

from factory.brief import AcceptedBrief
from factory.clips import ClipFacts
from factory.errors import BadInput
from factory.formats import Format
from factory.looping import pictured_scenes
from factory.palettes import palette_for
from factory.payload import FileRef
from factory.ports import (
    Catalogue,
    Cutter,
    Designer,
    Illustrator,
    Journal,
    Progress,
    Seeding,
    Store,
    Studio,
)
from factory.rules.visual_rules import assess_visuals
from factory.script import Scene, Script
from factory.visuals import VisualAsset, Visuals, picture_size
from factory.work import Detail, Do, Done, Notes, Resumable, Unit
from factory_assets.partitions import VIDEOS
from factory_assets.posters import Posters
from factory_assets.stage import RETRIES, at_once, check_results, check_specs, stage

STILL = ".png"


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
    cutter: dg.ResourceParam[Cutter],
    progress: dg.ResourceParam[Progress],
) -> dg.MaterializeResult:
    """One picture or clip per scene that is shown, drawn or given, with its source and licence."""
    with stage(context, catalogue, "visuals") as (video_id, run_id):
        accepted = AcceptedBrief.from_json(store.read(video_id, "brief.json"))
        script = Script.from_json(store.read(video_id, "script.json"))
        profile = accepted.profile
        illustrator = studio.illustrator(
            accepted.pictures.provider,
            accepted.pictures.model,
            moving=accepted.pictures.moving,
        )
        scenes = pictured_scenes(script, profile.loop)
        progress.begin("visuals", len(scenes), "scene")
        work = _pictures(video_id, accepted, scenes, profile, illustrator)
        drawn = journal.perform_all(work, workers=at_once(illustrator.provider), progress=progress)
        posters = Posters(video_id, profile.picture, journal, cutter, store).of(scenes, drawn)
        manifest = _manifest(video_id, script, scenes, work, drawn, posters, illustrator, store)
        file = store.write(video_id, "visuals.json", manifest.to_json())
        with store.scratch() as scratch:
            designer.contact_sheet(
                [store.local(video_id, asset.poster.name) for asset in manifest.assets],
                [scene.scene_id for scene in scenes],
                scratch / "pictures.jpg",
            )
            sheet = store.keep(video_id, "pictures.jpg", scratch / "pictures.jpg")
        catalogue.record(
            video_id,
            "visuals",
            [file, sheet, *(kept for asset in manifest.assets for kept in asset.files)],
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
    scenes: Sequence[Scene],
    profile: Format,
    illustrator: Illustrator,
) -> list[tuple[Unit, Do]]:
    palette = palette_for(
        " ".join((accepted.brief.title, *(scene.picture_prompt for scene in scenes))),
        accepted.pictures.look,
    )
    size = picture_size(profile.picture)
    work = [
        _picture(video_id, accepted, scene, index, palette, size, illustrator)
        for index, scene in enumerate(scenes)
    ]
    moving = [unit.label for unit, _ in work if unit.suffix != STILL]
    if profile.loop and moving:
        raise BadInput(
            f"{video_id}: the {moving[0]} is a clip, but a {profile.name} shows stills, each for "
            "long; take the clips out of the folder, or choose another format"
        )
    return work


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
    seed = _seed(illustrator.seeding, accepted, scene)
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
        suffix=recipe.get("suffix", STILL),
        provider=illustrator.provider,
        estimate_usd=illustrator.price_usd(recipe, width, height),
    )

    def draw(target: Path, notes: Notes) -> Detail:
        return illustrator.draw(recipe, seed, width, height, target, notes)

    return unit, Resumable(draw)


def _seed(seeding: Seeding, accepted: AcceptedBrief, scene: Scene) -> int:
    """Return 32 bits; a scene's seed follows its place, so that a mended sentence keeps it."""
    channel, title = accepted.brief.channel, accepted.brief.title
    keys = {"scene": f"{channel}\0{title}\0{scene.scene_id}", "channel": channel}
    if seeding not in keys:
        return 0
    return int.from_bytes(hashlib.sha256(keys[seeding].encode()).digest()[:4])


def _manifest(
    video_id: str,
    script: Script,
    scenes: Sequence[Scene],
    work: list[tuple[Unit, Do]],
    drawn: list[Done],
    posters: list[FileRef | None],
    illustrator: Illustrator,
    store: Store,
) -> Visuals:
    assets: list[VisualAsset] = []
    rows = zip(scenes, work, drawn, posters, strict=True)
    for scene, (unit, _), done, poster in rows:
        file = store.keep(video_id, f"pictures/{scene.scene_id}{unit.suffix}", done.path)
        clip = done.detail.get("clip")
        licence = done.detail["licence"]
        assets.append(
            VisualAsset(
                asset_id=f"{scene.scene_id}-picture",
                scene_id=scene.scene_id,
                type="video" if clip else "image",
                source=illustrator.provider.name,
                url=store.url(video_id, file.name),
                file=file,
                width=done.detail["width"],
                height=done.detail["height"],
                prompt=scene.picture_prompt,
                seed=unit.recipe["seed"],
                provider=illustrator.provider.model_copy(update={"licence": licence}),
                attribution=done.detail["attribution"],
                clip=ClipFacts.model_validate(clip) if clip else None,
                still=poster,
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
