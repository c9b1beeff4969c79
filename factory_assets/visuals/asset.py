"""Visuals: one picture or clip per scene; pictures are larger than the frame so that the camera has room to move."""

import dagster as dg

from factory.brief.brief import AcceptedBrief
from factory.depiction.place_recognition import Gazetteer
from factory.documents.error_words import listed
from factory.ports import (
    Artifacts,
    Circuits,
    ClipReader,
    Events,
    Journal,
    Moderators,
    Progress,
    Providers,
    Stages,
    Stills,
    VideoFiles,
)
from factory.rules.evidence import Evidence
from factory.script.script import Script
from factory.timeline.loops import pictured_scenes
from factory_assets.stage.asset_decorators import video_asset
from factory_assets.stage.checks import assessed, check_specs
from factory_assets.stage.fallback_providers import FallbackProviders, together
from factory_assets.stage.moderation import StageModeration
from factory_assets.stage.stage import in_dagster, stage
from factory_assets.visuals.clip_stills import ClipStills
from factory_assets.visuals.dagster_metadata import described
from factory_assets.visuals.manifest import keep_pictures, keep_visuals
from factory_assets.visuals.pictures import draw_scenes
from factory_assets.visuals.taken_pictures import pictures_taken


@video_asset(
    __name__,
    deps=["scripts"],
    kinds={"png"},
    owners=["team:pictures"],
    pool="pictures",
    check_specs=check_specs("visuals"),
)
def visuals(
    context: dg.AssetExecutionContext,
    stages: dg.ResourceParam[Stages],
    artifacts: dg.ResourceParam[Artifacts],
    events: dg.ResourceParam[Events],
    store: dg.ResourceParam[VideoFiles],
    journal: dg.ResourceParam[Journal],
    providers: dg.ResourceParam[Providers],
    moderators: dg.ResourceParam[Moderators],
    stills: dg.ResourceParam[Stills],
    clip_reader: dg.ResourceParam[ClipReader],
    progress: dg.ResourceParam[Progress],
    circuits: dg.ResourceParam[Circuits],
    gazetteer: dg.ResourceParam[Gazetteer],
) -> dg.MaterializeResult:
    """One picture or clip per scene that is shown, drawn or given, with its source and licence."""
    with stage(context, stages, "visuals") as (video_id, run_id):
        accepted = AcceptedBrief.from_json(store.local(video_id, "brief.json").read_bytes())
        script = Script.from_json(store.local(video_id, "script.json").read_bytes())
        profile = accepted.profile
        scenes = pictured_scenes(script, profile.loop)
        fallbacks = FallbackProviders(journal, circuits, progress)
        taken = pictures_taken(accepted, scenes, store, stills)
        drawn = draw_scenes(
            accepted, scenes, profile, providers, fallbacks, store, gazetteer, taken
        )
        clip_stills = ClipStills(video_id, profile.picture, journal, clip_reader, store).of(drawn)
        manifest = keep_pictures(script, drawn, clip_stills, store)
        moderated = StageModeration(accepted, moderators, journal).pictures(manifest.assets, store)
        manifest = manifest.model_copy(update={"moderation": moderated})
        files = keep_visuals(manifest, stills, store, journal)
        makers = tuple(dict.fromkeys(picture.unit.provider for picture in drawn))
        artifacts.record(video_id, "visuals", files, provider=together(makers), run_id=run_id)
        events.announce("assets.generated", video_id, {"manifest_id": manifest.manifest_id})
        progress.end("visuals", f"{len(drawn)} pictures by {listed(m.described for m in makers)}")
    return dg.MaterializeResult(
        metadata=in_dagster(described(manifest, drawn, store)),
        check_results=assessed("visuals", Evidence.of(accepted, script, manifest)),
        data_version=dg.DataVersion(files[0].sha256),
    )
