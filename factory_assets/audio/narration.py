"""The narration: spoken sentences joined to one track, and the files that show and hold it."""

from collections.abc import Sequence

from factory.captions.cues import reading_cues
from factory.captions.reading_limits_by_language import in_language
from factory.channel.provider_settings import Recording
from factory.fingerprint import fingerprint
from factory.pictures.intro_outro import Inserts
from factory.ports import Journal, Splicer, Stills, VideoFiles
from factory.records import FileRef, Provider
from factory.script.script import Script
from factory.speech.narration import Narration, SpokenDetail
from factory.speech.narration_assembly import SpeechLayout, framed, lay_out, lay_out_takes
from factory.text.unspaced import writes_no_spaces
from factory.units_of_work import Do, Done, Unit
from factory.video_formats.formats import Format, FormatCaptions
from factory_assets.stage.stills import drawn_once

WAVEFORM = "waveform.png"


def narration_layout(
    script: Script,
    spoken: Sequence[Done],
    profile: Format,
    inserts: Inserts,
    recording: Recording | None = None,
) -> SpeechLayout:
    """Return where each sentence and scene lies, with room for the intro and the outro.

    Args:
        script: its scenes and sentences.
        spoken: every sentence, in order; none where the format has no voice.
        profile: its pauses, or the length of its takes.
        inserts: the intro and the outro.
        recording: the brief's own; it may bring its own pauses.

    Raises:
        PermanentError: there is not one spoken sentence for every written one.
    """
    rate = profile.picture.rate
    if profile.takes:
        return framed(lay_out_takes(script, profile.takes, rate), inserts, rate)
    details = [done.read(SpokenDetail) for done in spoken]
    lengths = [detail.samples for detail in details]
    speech = profile.speech
    if recording and recording.pauses == "keep":
        nothing = {"sentence_pause_seconds": 0.0, "scene_pause_seconds": 0.0}
        speech = speech.model_copy(update=nothing)
    layout = lay_out(script, lengths, details[0].sample_rate, speech, rate)
    return framed(layout, inserts, rate)


def joining(
    video_id: str,
    spoken: Sequence[Done],
    layout: SpeechLayout,
    splicer: Splicer,
    voice: Provider,
) -> tuple[Unit, Do]:
    """Return the joining of all sentences to one track as a unit of work."""
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
        provider=voice.model_copy(update={"remote": False, "instead_of": ""}),  # joined here
    )
    return unit, lambda target: splicer.splice(parts, layout.sample_rate, layout.samples, target)


def keep_narration(
    narration: Narration,
    captions: FormatCaptions,
    language: str,
    stills: Stills,
    store: VideoFiles,
    journal: Journal,
) -> list[FileRef]:
    """Keep the manifest and a picture of the sound; return all files of it, the manifest first."""
    video_id = narration.video_id
    manifest = store.write(video_id, "narration.json", narration.to_json())
    sound = store.local(video_id, narration.file.name)
    words = [[w.text, w.start, w.end] for said in narration.sentences for w in said.words]
    drawn = drawn_once(
        journal,
        video_id,
        "audio",
        WAVEFORM,
        stills.provider,
        {
            "sound": narration.file.sha256,
            "words": fingerprint("words", {"words": words}),
            "captions": in_language(captions, language).model_dump(mode="json"),
            **({"language": language} if writes_no_spaces(language) else {}),
            "body": narration.body_seconds,
        },
        lambda target: stills.waveform(sound, reading_cues(narration, captions, language), target),
    )
    waveform = store.keep(video_id, WAVEFORM, drawn.path)
    beds = [narration.bed.file] if narration.bed else []
    placards = [insert.file for insert in narration.inserts.shown if insert.clip is None]
    return [manifest, narration.file, waveform, *beds, *placards]
