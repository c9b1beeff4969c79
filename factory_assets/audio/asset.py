"""Audio: the narration of each video, spoken sentence by sentence, and its music bed."""

import dagster as dg

from factory.brief.brief import AcceptedBrief
from factory.ports import (
    Artifacts,
    Circuits,
    ClipReader,
    Disk,
    Journal,
    Progress,
    Providers,
    Recogniser,
    Recordings,
    SharedStages,
    Splicer,
    Stages,
    Stills,
    VideoFiles,
)
from factory.rules.evidence import Evidence
from factory.script.script import Script
from factory.speech.narration import NarrationDetail
from factory.speech.narration_assembly import assemble
from factory_assets.audio.dagster_metadata import described
from factory_assets.audio.intro_outro import IntroOutro
from factory_assets.audio.music_bed import music_bed
from factory_assets.audio.narration import joining, keep_narration, narration_layout
from factory_assets.audio.recognition import heard
from factory_assets.audio.recording import in_place_of_a_voice
from factory_assets.audio.sentences import speak_script
from factory_assets.stage.asset_decorators import video_asset
from factory_assets.stage.checks import assessed, check_specs
from factory_assets.stage.fallback_providers import FallbackProviders
from factory_assets.stage.sharing import sharing
from factory_assets.stage.stage import in_dagster, stage


@video_asset(
    __name__,
    deps=["scripts"],
    kinds={"wav"},
    owners=["team:sound"],
    pool="voice",
    check_specs=check_specs("audio"),
)
def audio(
    context: dg.AssetExecutionContext,
    stages: dg.ResourceParam[Stages],
    artifacts: dg.ResourceParam[Artifacts],
    store: dg.ResourceParam[VideoFiles],
    disk: dg.ResourceParam[Disk],
    journal: dg.ResourceParam[Journal],
    providers: dg.ResourceParam[Providers],
    recordings: dg.ResourceParam[Recordings],
    recogniser: dg.ResourceParam[Recogniser],
    splicer: dg.ResourceParam[Splicer],
    clip_reader: dg.ResourceParam[ClipReader],
    stills: dg.ResourceParam[Stills],
    progress: dg.ResourceParam[Progress],
    circuits: dg.ResourceParam[Circuits],
    shared_stages: dg.ResourceParam[SharedStages],
) -> dg.MaterializeResult:
    """The narration of one video, timed to the sample, and the music bed that goes under it."""
    with stage(context, stages, "audio") as (video_id, run_id):
        accepted = AcceptedBrief.from_json(store.local(video_id, "brief.json").read_bytes())
        script = Script.from_json(store.local(video_id, "script.json").read_bytes())
        profile = accepted.profile
        shared = sharing(journal, shared_stages, video_id, "audio", run_id)
        fallbacks = FallbackProviders(shared, circuits, progress)
        speech = speak_script(accepted, script, profile, providers, fallbacks)
        speech = in_place_of_a_voice(speech, accepted, script, recordings, journal, store, disk)
        voice, spoken = speech.voice, speech.spoken
        inserts = IntroOutro(accepted, store, journal, clip_reader, stills).inserts()
        layout = narration_layout(script, spoken, profile, inserts, accepted.brief.recording)
        joined = journal.perform(*joining(video_id, spoken, layout, splicer, voice))
        file = store.keep(video_id, "narration.wav", joined.path)
        bed = music_bed(accepted, providers, journal, store)
        level = joined.read(NarrationDetail)
        narration = assemble(script, spoken, layout, file, level, bed, voice, inserts)
        hearing = heard(accepted, script, spoken, recogniser, journal, progress)
        told = {"misread": speech.misread, "hearing": hearing}
        narration = narration.model_copy(update=told)
        files = keep_narration(narration, profile.captions, script.language, stills, store, journal)
        artifacts.record(video_id, "audio", files, provider=voice, run_id=run_id)
        progress.end("audio", f"{narration.seconds:.1f} s, {voice.described}")
    return dg.MaterializeResult(
        metadata=in_dagster(described(narration, spoken, store)),
        check_results=assessed("audio", Evidence.of(accepted, script, narration)),
        data_version=dg.DataVersion(files[0].sha256),
    )
