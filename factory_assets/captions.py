"""Captions: the spoken words on time, as tracks and, where the format burns them, in the picture."""

import dagster as dg

from factory.brief.brief import AcceptedBrief
from factory.captions.cues import Captions, burned_cues, reading_cues
from factory.captions.subtitle_files import write_srt, write_vtt
from factory.ports import Catalogue, Store
from factory.rules.captions import assess_captions
from factory.speech.narration import Narration
from factory_assets.stage.checks import check_results, check_specs
from factory_assets.stage.partitions import VIDEOS
from factory_assets.stage.stage import RETRIES, stage


@dg.asset(
    partitions_def=VIDEOS,
    deps=["audio"],
    group_name="making",
    kinds={"srt"},
    owners=["team:words"],
    retry_policy=RETRIES,
    code_version="1",
    check_specs=check_specs("captions"),
)
def captions(
    context: dg.AssetExecutionContext,
    catalogue: dg.ResourceParam[Catalogue],
    store: dg.ResourceParam[Store],
) -> dg.MaterializeResult:
    """The same words as SRT and VTT for every format, and as short cues where they are burned in."""
    with stage(context, catalogue, "captions") as (video_id, run_id):
        accepted = AcceptedBrief.from_json(store.read(video_id, "brief.json"))
        narration = Narration.from_json(store.read(video_id, "narration.json"))
        profile = accepted.profile
        cues = reading_cues(narration, profile.captions)
        burned = burned_cues(narration, profile.captions) if profile.captions.burned else ()
        manifest = Captions(
            video_id=video_id,
            language=accepted.brief.language,
            timing=narration.timing,
            cues=cues,
            burned=burned,
            srt=store.write(
                video_id,
                "captions.srt",
                write_srt(cues, profile.captions.max_chars_per_line).encode(),
            ),
            vtt=store.write(
                video_id,
                "captions.vtt",
                write_vtt(cues, profile.captions.max_chars_per_line).encode(),
            ),
            font=profile.captions.font if profile.captions.burned else "",
        )
        file = store.write(video_id, "captions.json", manifest.to_json())
        catalogue.record(
            video_id,
            "captions",
            [file, manifest.srt, manifest.vtt],
            provider=None,
            run_id=run_id,
        )
    return dg.MaterializeResult(
        metadata={
            "cues": len(cues),
            "burned_cues": len(manifest.burned),
            "word_timing": manifest.timing,
            "srt": dg.MetadataValue.url(store.url(video_id, "captions.srt")),
            "vtt": dg.MetadataValue.url(store.url(video_id, "captions.vtt")),
        },
        check_results=check_results(assess_captions(manifest, narration, profile), "captions"),
        data_version=dg.DataVersion(file.sha256),
    )
