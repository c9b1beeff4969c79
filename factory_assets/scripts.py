"""Scripts: a video's words in scenes of one beat each."""

import dagster as dg

from factory.brief import AcceptedBrief
from factory.formats import format_named
from factory.ports import Catalogue, Store
from factory.rules.script_rules import assess_script
from factory.scenes import write_script
from factory.script import Script
from factory.spoken import spoken
from factory_assets.partitions import VIDEOS
from factory_assets.stage import RETRIES, check_results, check_specs, stage


@dg.asset(
    partitions_def=VIDEOS,
    deps=["briefs"],
    group_name="making",
    kinds={"json"},
    owners=["team:words"],
    retry_policy=RETRIES,
    code_version="1",
    check_specs=check_specs("scripts"),
)
def scripts(
    context: dg.AssetExecutionContext,
    catalogue: dg.ResourceParam[Catalogue],
    store: dg.ResourceParam[Store],
) -> dg.MaterializeResult:
    """The words of one video: scenes of one beat, each with its sentences and picture prompt."""
    with stage(context, catalogue, "scripts") as (video_id, run_id):
        accepted = AcceptedBrief.from_json(store.read(video_id, "brief.json"))
        profile = format_named(accepted.brief.format)
        script = write_script(
            accepted,
            profile,
            accepted.accepted_at,
            spoken,
            version=catalogue.revision(video_id),
        )
        file = store.write(video_id, "script.json", script.to_json())
        catalogue.record(video_id, "scripts", [file], provider=script.provider, run_id=run_id)
        catalogue.announce(
            "scripts.generated",
            video_id,
            {"script_id": script.script_id, "version": script.version},
        )
    return dg.MaterializeResult(
        metadata={
            "script": dg.MetadataValue.md(_readable(script)),
            "scenes": len(script.scenes),
            "sentences": len(script.sentences),
            "words": script.word_count,
            "seconds": round(sum(scene.duration_sec for scene in script.scenes), 1),
            "provider": script.provider.name,
            "cost_usd": 0.0,
            "file": dg.MetadataValue.url(store.url(video_id, file.name)),
        },
        check_results=check_results(assess_script(script, accepted, profile), "scripts"),
        data_version=dg.DataVersion(file.sha256),
    )


def _readable(script: Script) -> str:
    scenes = "\n\n".join(
        f"{f'### {scene.chapter}{chr(10)}{chr(10)}' if scene.chapter else ''}"
        f"**{scene.scene_id}** ({scene.duration_sec:.0f} s) {scene.text}"
        for scene in script.scenes
    )
    return f"## {script.title}\n\n{scenes}"
