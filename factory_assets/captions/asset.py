"""Captions: the spoken words on time, as tracks and, where the format burns them, in the picture."""

import dagster as dg

from factory.brief.brief import AcceptedBrief
from factory.ports import Artifacts, Stages, VideoFiles
from factory.rules.evidence import Evidence
from factory.speech.narration import Narration
from factory_assets.captions.subtitles import described, keep_captions
from factory_assets.stage.asset_decorators import video_asset
from factory_assets.stage.checks import assessed, check_specs
from factory_assets.stage.stage import in_dagster, stage


@video_asset(
    __name__,
    deps=["audio"],
    kinds={"srt"},
    owners=["team:words"],
    check_specs=check_specs("captions"),
)
def captions(
    context: dg.AssetExecutionContext,
    stages: dg.ResourceParam[Stages],
    artifacts: dg.ResourceParam[Artifacts],
    store: dg.ResourceParam[VideoFiles],
) -> dg.MaterializeResult:
    """The same words as SRT and VTT for every format, and as short cues where they are burned in."""
    with stage(context, stages, "captions") as (video_id, run_id):
        accepted = AcceptedBrief.from_json(store.local(video_id, "brief.json").read_bytes())
        narration = Narration.from_json(store.local(video_id, "narration.json").read_bytes())
        profile = accepted.profile
        manifest = keep_captions(narration, accepted.brief.language, profile.captions, store)
        file = store.write(video_id, "captions.json", manifest.to_json())
        files = [file, manifest.srt, manifest.vtt]
        artifacts.record(video_id, "captions", files, provider=None, run_id=run_id)
    return dg.MaterializeResult(
        metadata=in_dagster(described(manifest, store)),
        check_results=assessed("captions", Evidence.of(accepted, narration, manifest)),
        data_version=dg.DataVersion(file.sha256),
    )
