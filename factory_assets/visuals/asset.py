"""Visuals: one picture or clip per scene; pictures are larger than the frame so that the camera has room to move."""

from collections.abc import Sequence

import dagster as dg

from factory.brief.brief import AcceptedBrief
from factory.documents.messages import listed
from factory.pictures.clips import ClipFacts
from factory.pictures.visuals import VisualAsset, Visuals
from factory.ports import (
    Catalogue,
    Circuits,
    ClipReader,
    Journal,
    Progress,
    Providers,
    Stills,
    Store,
)
from factory.records import FileRef
from factory.rules.visuals import assess_visuals
from factory.script.script import Scene, Script
from factory.timeline.loops import pictured_scenes
from factory.work import Done, Unit
from factory_assets.stage.checks import check_results, check_specs
from factory_assets.stage.fallback_providers import FallbackProviders, together
from factory_assets.stage.moderation import StageModeration
from factory_assets.stage.partitions import VIDEOS
from factory_assets.stage.stage import RETRIES, stage
from factory_assets.visuals.clip_stills import Posters
from factory_assets.visuals.pictures import illustrated


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
    providers: dg.ResourceParam[Providers],
    stills: dg.ResourceParam[Stills],
    clip_reader: dg.ResourceParam[ClipReader],
    progress: dg.ResourceParam[Progress],
    circuits: dg.ResourceParam[Circuits],
) -> dg.MaterializeResult:
    """One picture or clip per scene that is shown, drawn or given, with its source and licence."""
    with stage(context, catalogue, "visuals") as (video_id, run_id):
        accepted = AcceptedBrief.from_json(store.read(video_id, "brief.json"))
        script = Script.from_json(store.read(video_id, "script.json"))
        profile = accepted.profile
        scenes = pictured_scenes(script, profile.loop)
        stand_ins = FallbackProviders(journal, circuits, progress)
        made = illustrated(accepted, scenes, profile, providers, stand_ins)
        drawn = [done for _, done in made]
        posters = Posters(video_id, profile.picture, journal, clip_reader, store).of(scenes, drawn)
        manifest = _manifest(video_id, script, scenes, made, posters, store)
        moderated = StageModeration(accepted, providers, journal).pictures(manifest.assets, store)
        manifest = manifest.model_copy(update={"moderation": moderated})
        makers = tuple(dict.fromkeys(unit.provider for unit, _ in made))
        file = store.write(video_id, "visuals.json", manifest.to_json())
        with store.scratch() as scratch:
            stills.contact_sheet(
                [store.local(video_id, asset.poster.name) for asset in manifest.assets],
                [scene.scene_id for scene in scenes],
                scratch / "pictures.jpg",
            )
            sheet = store.keep(video_id, "pictures.jpg", scratch / "pictures.jpg")
        catalogue.record(
            video_id,
            "visuals",
            [file, sheet, *(kept for asset in manifest.assets for kept in asset.files)],
            provider=together(makers),
            run_id=run_id,
        )
        catalogue.announce("assets.generated", video_id, {"manifest_id": manifest.manifest_id})
        progress.end("visuals", f"{len(drawn)} pictures by {listed(m.described for m in makers)}")
    return dg.MaterializeResult(
        metadata={
            "preview": dg.MetadataValue.md(f"![pictures]({store.url(video_id, sheet.name)})"),
            "pictures": len(drawn),
            "pictures_reused": sum(done.reused for done in drawn),
            "bytes": sum(done.bytes for done in drawn),
            "provider": listed(maker.described for maker in makers),
            "instead_of": listed(m.instead_of for m in makers if m.instead_of),
            "licences": ", ".join(sorted({a.provider.licence for a in manifest.assets})),
            "cost_usd": round(sum(done.cost_usd for done in drawn), 4),
        },
        check_results=check_results(
            assess_visuals(manifest, script, profile, accepted.channel.moderation), "visuals"
        ),
        data_version=dg.DataVersion(file.sha256),
    )


def _manifest(
    video_id: str,
    script: Script,
    scenes: Sequence[Scene],
    made: Sequence[tuple[Unit, Done]],
    posters: list[FileRef | None],
    store: Store,
) -> Visuals:
    assets: list[VisualAsset] = []
    rows = zip(scenes, made, posters, strict=True)
    for scene, (unit, done), poster in rows:
        file = store.keep(video_id, f"pictures/{scene.scene_id}{unit.suffix}", done.path)
        clip = done.detail.get("clip")
        licence = done.detail["licence"]
        assets.append(
            VisualAsset(
                asset_id=f"{scene.scene_id}-picture",
                scene_id=scene.scene_id,
                type="video" if clip else "image",
                source=unit.provider.name,
                url=store.url(video_id, file.name),
                file=file,
                width=done.detail["width"],
                height=done.detail["height"],
                prompt=scene.picture_prompt,
                seed=unit.recipe["seed"],
                provider=unit.provider.model_copy(update={"licence": licence}),
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
