"""Rules for a narration: it is heard, at a natural pace, all of it, and its times are right."""

from itertools import pairwise

from factory.rules.evidence import Evidence
from factory.rules.rule import Judgement, judged, judged_all, letters, not_asked, quoted, rule
from factory.rules.scope import NARRATED
from factory.script.script import Script
from factory.speech.narration import Narration, SpokenSentence
from factory.speech.narration_assembly import frame_sample
from factory.text.languages import count_words

SILENT_LUFS = -50.0
"""Quieter than this nobody hears a voice or a bed; Piper's own level is about -24 LUFS."""

SPARE_SILENCE_SECONDS = 1.0
"""How much longer than the format's longest pause a gap may be."""

SLOWEST_WPM, FASTEST_WPM = 90.0, 240.0
"""A slow reader and an auctioneer, pauses included: beyond these the speech went wrong."""


def _inserted(evidence: Evidence) -> tuple[int, int]:
    """Return how many samples an intro and an outro take."""
    narration, rate = evidence.narration, evidence.profile.picture.rate
    inserts = narration.inserts
    lead, trail = (
        frame_sample(frames, narration.sample_rate, rate)
        for frames in (inserts.lead_frames, inserts.trail_frames)
    )
    return lead, trail


@rule(
    stage="audio",
    needs=(Narration,),
    description=f"The narration is louder than {SILENT_LUFS:g} LUFS.",
    scope=NARRATED,
)
def narration_is_not_silent(evidence: Evidence) -> Judgement:
    narration = evidence.narration
    return judged(
        narration.integrated_lufs > SILENT_LUFS,
        wanted=f"louder than {SILENT_LUFS:g} LUFS",
        found=f"{narration.integrated_lufs:.1f} LUFS",
        advice="listen to narration.wav; materialise audio again with another voice",
    )


@rule(
    stage="audio",
    needs=(Narration,),
    severity="warning",
    description=f"The music bed is louder than {SILENT_LUFS:g} LUFS: a file of silence is credited and not heard.",
)
def music_is_not_silent(evidence: Evidence) -> Judgement:
    bed = evidence.narration.bed
    if bed is None:
        return not_asked("no music")
    return judged(
        bed.integrated_lufs > SILENT_LUFS,
        wanted=f"louder than {SILENT_LUFS:g} LUFS",
        found=f"{bed.kind}: {bed.integrated_lufs:.1f} LUFS",
        advice="take the silent file out of the folder, or say `music: {kind: none}`",
    )


@rule(
    stage="audio",
    needs=(Narration,),
    description="The narration's true peak is below 0 dBTP: it is not clipped.",
    scope=NARRATED,
)
def narration_peak_is_below_full_scale(evidence: Evidence) -> Judgement:
    narration = evidence.narration
    return judged(
        narration.true_peak_dbtp < 0,
        wanted="below 0 dBTP",
        found=f"{narration.true_peak_dbtp:.1f} dBTP",
        advice="the voice clips: choose another voice or speed",
    )


@rule(
    stage="audio",
    needs=(Narration,),
    description="No gap in the speech is more than a second longer than the format's longest pause, intro and "
    "outro aside.",
    scope=NARRATED,
)
def no_long_silence_in_the_narration(evidence: Evidence) -> Judgement:
    narration, speech = evidence.narration, evidence.profile.speech
    rate = narration.sample_rate
    planned = max(
        speech.sentence_pause_seconds,
        speech.scene_pause_seconds,
        speech.lead_in_seconds,
        speech.tail_seconds,
    )
    limit = planned + SPARE_SILENCE_SECONDS
    lead, trail = _inserted(evidence)
    ends = [lead, *(sentence.end for sentence in narration.sentences)]
    starts = [*(sentence.start for sentence in narration.sentences), narration.samples - trail]
    gaps = [(start - end, end) for end, start in zip(ends, starts, strict=True)]
    return judged_all(
        [f"{gap / rate:.2f} s at {at / rate:.2f} s" for gap, at in gaps if gap > limit * rate],
        wanted=f"no gap over {limit:g} s",
        found=f"longest gap {max(gaps)[0] / rate:.2f} s",
        advice="listen at that time; a sentence may not have been spoken",
    )


@rule(
    stage="audio",
    needs=(Narration,),
    description=f"The narration has {SLOWEST_WPM:g} to {FASTEST_WPM:g} words a minute, pauses included.",
    scope=NARRATED,
)
def pace_of_speech_is_natural(evidence: Evidence) -> Judgement:
    narration = evidence.narration
    words = sum(count_words(sentence.text) for sentence in narration.sentences)
    samples = narration.samples - sum(_inserted(evidence))
    pace = words * 60 * narration.sample_rate / samples if samples > 0 else 0.0
    return judged(
        SLOWEST_WPM <= pace <= FASTEST_WPM,
        wanted=f"{SLOWEST_WPM:g} to {FASTEST_WPM:g} words a minute",
        found=f"{pace:.0f} words a minute",
        advice="change `speed` of the voice in the channel file, or look for unspoken text",
    )


@rule(
    stage="audio",
    needs=(Narration,),
    severity="warning",
    description="Where a person reads the words, the recording sounds like each sentence of them.",
    scope=NARRATED,
)
def recording_says_the_words(evidence: Evidence) -> Judgement:
    narration = evidence.narration
    if evidence.accepted.brief.recording is None:
        return not_asked("no recording")
    return judged_all(
        [f"{m.sentence_id}: {m.found} at {m.at_seconds:g} s" for m in narration.misread],
        wanted=f"what all {len(narration.sentences)} sentences say",
        found=f"all {len(narration.sentences)} sentences",
        advice="listen to recording.wav there; correct the words of the brief, or read them again",
    )


@rule(
    stage="audio",
    needs=(Narration,),
    description="The narration, intro and outro included, is as long as its format allows.",
)
def narration_length_fits_the_format(evidence: Evidence) -> Judgement:
    narration, profile = evidence.narration, evidence.profile
    low, high = profile.length.narration_min_seconds, profile.length.narration_max_seconds
    return judged(
        low <= narration.seconds <= high,
        wanted=f"{low:g} to {high:g} s for {profile.name}",
        found=f"{narration.seconds:.2f} s",
        advice="lengthen or shorten the brief, or choose another format",
    )


@rule(
    stage="audio",
    needs=(Narration, Script),
    description="The narration holds every sentence of the script, in order, unchanged, every word timed.",
)
def every_sentence_is_spoken(evidence: Evidence) -> Judgement:
    narration = evidence.narration
    wanted = {s.sentence_id: s.text for s in evidence.script.sentences}
    spoken = {s.sentence_id: s.text for s in narration.sentences}
    if not wanted and not spoken:
        return not_asked("no sentences")
    offenders = [f"{name} is not spoken" for name in wanted if name not in spoken]
    offenders += [f"{name} is not in the script" for name in spoken if name not in wanted]
    offenders += [
        f"{name} says {quoted(spoken[name])}"
        for name in wanted
        if name in spoken and spoken[name] != wanted[name]
    ]
    offenders += [f"{s.sentence_id} is empty" for s in narration.sentences if s.end <= s.start]
    offenders += [
        f"{s.sentence_id} has times for {quoted(' '.join(w.text for w in s.words))}"
        for s in narration.sentences
        if letters("".join(w.text for w in s.words)) != letters(s.text)
    ]
    if not offenders and list(spoken) != list(wanted):
        offenders = ["the sentences are in another order"]
    return judged_all(
        offenders,
        wanted=f"all {len(wanted)} sentences of the script, in order",
        found=f"all {len(wanted)} sentences",
        advice="materialise audio again: it was made from another script",
    )


@rule(
    stage="audio",
    needs=(Narration,),
    description="Sentences and words follow one another inside the narration.",
)
def word_times_are_in_order(evidence: Evidence) -> Judgement:
    narration = evidence.narration
    if not narration.sentences:
        return not_asked("no sentences")
    offenders = [
        f"{after.sentence_id} starts before {before.sentence_id} ends"
        for before, after in pairwise(narration.sentences)
        if after.start < before.end
    ]
    offenders += [
        f"{s.sentence_id} lies outside the narration"
        for s in narration.sentences
        if s.start < 0 or s.end > narration.samples
    ]
    for sentence in narration.sentences:
        offenders += _words_out_of_order(sentence)
    return judged_all(
        offenders,
        wanted="every word after the one before it, inside its sentence",
        found=f"{sum(len(s.words) for s in narration.sentences)} words in order",
        advice="materialise audio again; if it stays, the voice's adapter gives wrong times",
    )


def _words_out_of_order(sentence: SpokenSentence) -> list[str]:
    edges = [sentence.start, *(t for w in sentence.words for t in (w.start, w.end)), sentence.end]
    if any(after < before for before, after in pairwise(edges)):
        return [f"words of {sentence.sentence_id} are out of order"]
    return []


@rule(
    stage="audio",
    needs=(Narration, Script),
    description="The scenes' spans touch, and reach from the narration's first sample to its last, or from "
    "its intro to its outro.",
)
def scene_spans_cover_the_narration(evidence: Evidence) -> Judgement:
    narration, script = evidence.narration, evidence.script
    spans = narration.scenes
    if not spans and not script.scenes:
        return not_asked("no scenes")
    offenders: list[str] = []
    if [span.scene_id for span in spans] != [scene.scene_id for scene in script.scenes]:
        offenders.append(f"{len(spans)} spans for {len(script.scenes)} scenes")
    lead, trail = _inserted(evidence)
    ends = [lead, *(span.end for span in spans)]
    starts = [*(span.start for span in spans), narration.samples - trail]
    offenders += [
        f"a seam at sample {end}/{start}"
        for end, start in zip(ends, starts, strict=True)
        if end != start
    ]
    offenders += [f"{span.scene_id} is empty" for span in spans if span.end <= span.start]
    return judged_all(
        offenders,
        wanted="one span per scene, touching, from first to last sample",
        found=f"{len(spans)} spans",
        advice="materialise audio again: its layout is broken",
    )
