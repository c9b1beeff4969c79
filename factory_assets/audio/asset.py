"""Audio: the narration of each video, spoken sentence by sentence, and its music bed."""

import hashlib

import dagster as dg

from factory.brief.brief import AcceptedBrief
from factory.captions.cues import reading_cues
from factory.ports import (
    Catalogue,
    Circuits,
    ClipReader,
    Journal,
    Progress,
    Providers,
    Splicer,
    Stills,
    Store,
)
from factory.presets.formats import Format
from factory.records import Provider
from factory.rules.audio import assess_audio
from factory.script.script import Script
from factory.speech.assembly import SpeechLayout, assemble, framed, lay_out, lay_out_takes
from factory.speech.narration import Bed
from factory.work import Done, Unit
from factory_assets.audio.intro_outro import IntroOutro
from factory_assets.audio.sentences import spoken_by
from factory_assets.stage.checks import check_results, check_specs
from factory_assets.stage.fallback_providers import FallbackProviders
from factory_assets.stage.partitions import VIDEOS
from factory_assets.stage.stage import RETRIES, stage


@dg.asset(
    partitions_def=VIDEOS,
    deps=["scripts"],
    group_name="making",
    kinds={"wav"},
    owners=["team:sound"],
    retry_policy=RETRIES,
    pool="voice",
    code_version="1",
    check_specs=check_specs("audio"),
)
def audio(
    context: dg.AssetExecutionContext,
    catalogue: dg.ResourceParam[Catalogue],
    store: dg.ResourceParam[Store],
    journal: dg.ResourceParam[Journal],
    providers: dg.ResourceParam[Providers],
    splicer: dg.ResourceParam[Splicer],
    clip_reader: dg.ResourceParam[ClipReader],
    stills: dg.ResourceParam[Stills],
    progress: dg.ResourceParam[Progress],
    circuits: dg.ResourceParam[Circuits],
) -> dg.MaterializeResult:
    """The narration of one video, timed to the sample, and the music bed that goes under it."""
    with stage(context, catalogue, "audio") as (video_id, run_id):
        accepted = AcceptedBrief.from_json(store.read(video_id, "brief.json"))
        script = Script.from_json(store.read(video_id, "script.json"))
        profile = accepted.profile
        stand_ins = FallbackProviders(journal, circuits, progress)
        speaker, spoken = spoken_by(accepted, script, profile, providers, stand_ins)
        inserts = IntroOutro(accepted, store, journal, clip_reader, stills).inserts()
        layout = framed(_layout(script, spoken, profile), inserts, profile.picture.rate)
        joined = journal.perform(*_splice(video_id, spoken, layout, splicer, speaker))
        file = store.keep(video_id, "narration.wav", joined.path)
        bed = _bed(video_id, accepted, providers, journal, store)
        narration = assemble(script, spoken, layout, file, joined.detail, bed, speaker, inserts)
        manifest = store.write(video_id, "narration.json", narration.to_json())
        with store.scratch() as scratch:
            cues = reading_cues(narration, profile.captions)
            stills.waveform(joined.path, cues, scratch / "waveform.png")
            picture = store.keep(video_id, "waveform.png", scratch / "waveform.png")
        files = [file, manifest, picture, *([bed.file] if bed else [])]
        files += [insert.file for insert in inserts.shown if insert.clip is None]
        catalogue.record(video_id, "audio", files, provider=speaker, run_id=run_id)
        reused = sum(done.reused for done in spoken)
        progress.end("audio", f"{narration.seconds:.1f} s, {speaker.described}")
    return dg.MaterializeResult(
        metadata={
            "preview": dg.MetadataValue.md(f"![loudness]({store.url(video_id, picture.name)})"),
            "listen": dg.MetadataValue.url(store.url(video_id, file.name)),
            "seconds": round(narration.seconds, 3),
            "sentences": len(spoken),
            "sentences_reused": reused,
            "bytes": file.bytes,
            "integrated_lufs": narration.integrated_lufs,
            "provider": speaker.described,
            "instead_of": speaker.instead_of or "nobody",
            "word_timing": narration.timing,
            "bed": bed.kind if bed else "none",
            "inserts": ", ".join(insert.role for insert in inserts.shown) or "none",
            "cost_usd": round(sum(done.cost_usd for done in spoken), 4),
        },
        check_results=check_results(assess_audio(narration, script, profile), "audio"),
        data_version=dg.DataVersion(manifest.sha256),
    )


def _layout(script: Script, spoken: list[Done], profile: Format) -> SpeechLayout:
    if profile.takes:
        return lay_out_takes(script, profile.takes, profile.picture.rate)
    return lay_out(
        script,
        [done.detail["samples"] for done in spoken],
        spoken[0].detail["sample_rate"],
        profile.speech,
        profile.picture.rate,
    )


def _splice(video_id: str, spoken: list[Done], layout, splicer: Splicer, provider: Provider):
    parts = list(zip((done.path for done in spoken), layout.starts, strict=True))
    unit = Unit(
        video_id=video_id,
        stage="audio",
        kind="narration",
        label="narration joined",
        recipe={
            "parts": [[d.sha256, start] for d, start in zip(spoken, layout.starts, strict=True)],
            "samples": layout.samples,
            "sample_rate": layout.sample_rate,
        },
        suffix=".wav",
        provider=provider.model_copy(update={"remote": False, "instead_of": ""}),  # joined here
    )
    return unit, lambda target: splicer.splice(parts, layout.sample_rate, layout.samples, target)


def _bed(
    video_id: str, accepted: AcceptedBrief, providers: Providers, journal: Journal, store: Store
) -> Bed | None:
    music = accepted.music
    if music.kind == "none":
        return None
    composer = providers.composer(music.kind)
    seed = int.from_bytes(hashlib.sha256(accepted.brief.title.encode()).digest()[:4])
    recipe = composer.recipe(music, seed)
    unit = Unit(
        video_id=video_id,
        stage="audio",
        kind="bed",
        label=f"music bed: {music.kind}",
        recipe={**recipe, "provider": composer.provider.name, "version": composer.provider.version},
        suffix=".wav",
        provider=composer.provider,
    )
    done = journal.perform(unit, lambda target: composer.compose(recipe, target))
    return Bed(
        kind=done.detail["kind"],
        file=store.keep(video_id, "bed.wav", done.path),
        samples=done.detail["samples"],
        integrated_lufs=done.detail["integrated_lufs"],
        provider=composer.provider.model_copy(update={"licence": done.detail["licence"]}),
        attribution=done.detail["attribution"],
    )
