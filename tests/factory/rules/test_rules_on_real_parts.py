"""The rules against what the core itself writes: a sound brief must come out without a fault."""

import hashlib
from pathlib import Path

import pytest

from factory.captions.cues import burned_cues, reading_cues
from factory.master.render import Segment
from factory.rules.evidence import Evidence
from factory.rules.registry import RULES
from factory.script.scenes import write_script
from factory.script.script import Script, Sentence
from factory.speech.narration import Bed, Narration, NarrationDetail, SpokenDetail
from factory.speech.narration_assembly import assemble, lay_out
from factory.speech.normalisation import spoken
from factory.speech.shared_time import by_weight
from factory.timeline.shot_planning import plan
from factory.units_of_work import Done
from factory.video_formats.formats import Format, format_named
from tests.fakes.manifests import (
    BED,
    NOW,
    VOICE,
    a_file,
    an_accepted_brief,
    an_asset,
    sha,
    some_captions,
    some_visuals,
)
from tests.fakes.render_manifests import a_measurement, a_render, some_evidence

RATE = 22_050
SECONDS_PER_CHARACTER = 0.062
"""About 16 characters a second, as the default voice speaks."""

PARAGRAPH = (
    "In 1839, Dr. Alan Stevenson measured the waves at Skerryvore: 4,500 lb. on every square foot. "
    "Nobody believed him. He built the tower anyway, out of granite, 156 feet high, with walls "
    "nine feet thick at the foot. Each block was cut by hand \u2014 80 hours for the largest \u2014 and "
    "numbered, so that it would fit its neighbours to within an eighth of an inch.\n\n"
    "The keepers who lived there wrote of winters when the whole tower hummed. \u201cLike a bell,\u201d "
    "one said, \u201cthat somebody has only just stopped ringing.\u201d It still stands."
)
HOSTILE = PARAGRAPH.replace("Nobody", "{\\b1}No<b>body</b>").replace("bell", "bell \U0001f514 %n")


def speech(sentence: Sentence) -> Done:
    """Return speech of a natural length, its words timed by their letters."""
    words = sentence.text.split()
    samples = round(len(sentence.spoken) * SECONDS_PER_CHARACTER * RATE)
    digest = hashlib.sha256(sentence.spoken.encode()).hexdigest()
    spans = by_weight(words, 0, samples)
    return Done(
        fingerprint=digest,
        file=Path("unused.wav"),
        sha256=digest,
        bytes=1,
        reused=False,
        detail={
            "sample_rate": RATE,
            "samples": samples,
            "timing": "character-weight",
            "words": [[word, *span] for word, span in zip(words, spans, strict=True)],
        },
    )


def narrated(script: Script, profile: Format) -> Narration:
    done = [speech(sentence) for sentence in script.sentences]
    lengths = [d.read(SpokenDetail).samples for d in done]
    layout = lay_out(script, lengths, RATE, profile.speech, profile.picture.rate)
    level = NarrationDetail(integrated_lufs=-23.0, true_peak_dbtp=-3.0)
    bed = Bed(
        kind="pad",
        file=a_file("bed.wav", "audio/wav"),
        samples=4096,
        integrated_lufs=-20.0,
        provider=BED,
    )
    file = a_file("narration.wav", "audio/wav")
    return assemble(script, done, layout, file, level, bed, VOICE)


def made(words: str, profile: Format) -> Evidence:
    """Return the evidence of a video made from these words by the core's own functions."""
    accepted = an_accepted_brief(words=words, format=profile.name)
    script = write_script(accepted, profile, NOW, spoken)
    narration = narrated(script, profile)
    style, picture = profile.captions, profile.picture
    captions = some_captions(
        narration,
        cues=reading_cues(narration, style),
        burned=burned_cues(narration, style) if style.burned else (),
    )
    size = {"width": round(picture.width * 1.3), "height": round(picture.height * 1.3)}
    visuals = some_visuals(
        script_id=script.script_id,
        assets=tuple(an_asset(scene.scene_id, **size) for scene in script.scenes),
    )
    timeline = plan(narration, visuals, profile, seed=1)
    seconds = float(timeline.frames / timeline.fps)
    render = a_render(
        narration,
        visuals,
        captions,
        accepted,
        timeline=timeline,
        segments=tuple(
            Segment(
                scene_id=shot.scene_id,
                frames=shot.frames,
                fingerprint=sha(f"segment {shot.scene_id}"),
                sha256=sha(f"mp4 {shot.scene_id}"),
                bytes=1,
            )
            for shot in timeline.shots
        ),
        measurement=a_measurement(
            width=picture.width,
            height=picture.height,
            frames=timeline.frames,
            video_seconds=seconds,
            audio_seconds=seconds,
        ),
    )
    return some_evidence(
        accepted=accepted,
        profile=profile,
        script=script,
        narration=narration,
        captions=captions,
        visuals=visuals,
        render=render,
    )


def broken(evidence: Evidence) -> list[str]:
    """Return what does not hold, readable when a test fails."""
    return [f"{f.rule}: {f.found}" for f in RULES.assess_everything(evidence) if f.refuses]


@pytest.mark.parametrize("words", [PARAGRAPH, HOSTILE], ids=["plain", "hostile"])
def test_a_sound_short_comes_out_without_a_fault(words: str):
    assert broken(made(words, format_named("short"))) == []


def test_a_sound_longform_comes_out_without_a_fault():
    parts = [
        PARAGRAPH.replace("1839", f"{1700 + n}")
        .replace("80 hours", f"{n + 10} hours")
        .replace("of winters", f"of {n + 2} winters")
        for n in range(14)
    ]
    assert broken(made("\n\n".join(parts), format_named("longform"))) == []


def test_a_sound_short_gives_no_warning_either():
    findings = RULES.assess_everything(made(PARAGRAPH, format_named("short")))
    assert [f"{f.rule}: {f.found}" for f in findings if not f.passed] == []
