"""Rules for a narration: it is heard, at a natural pace, all of it, and its times are right."""

from itertools import pairwise

from factory.presets.formats import Format
from factory.rules.rule import Finding, RuleInfo, letters, quoted
from factory.script.script import Script
from factory.speech.assembly import frame_sample
from factory.speech.narration import Narration, SpokenSentence
from factory.text.languages import count_words

SILENT_LUFS = -50.0
"""Quieter than this nobody hears a voice; Piper's own level is about -24 LUFS."""

SPARE_SILENCE_SECONDS = 1.0
"""How much longer than the format's longest pause a gap may be."""

SLOWEST_WPM, FASTEST_WPM = 90.0, 240.0
"""A slow reader and an auctioneer, pauses included: beyond these the speech went wrong."""

IS_HEARD = RuleInfo(
    "narration_is_not_silent",
    "audio",
    f"The narration is louder than {SILENT_LUFS:g} LUFS, where the format has one.",
)
PEAK_BELOW_ZERO = RuleInfo(
    "narration_peak_is_below_full_scale",
    "audio",
    "The narration's true peak is below 0 dBTP: it is not clipped.",
)
NO_LONG_SILENCE = RuleInfo(
    "no_long_silence_in_the_narration",
    "audio",
    "No gap in the speech is more than a second longer than the format's longest pause, intro and "
    "outro aside.",
)
PACE_NATURAL = RuleInfo(
    "pace_of_speech_is_natural",
    "audio",
    f"The narration has {SLOWEST_WPM:g} to {FASTEST_WPM:g} words a minute, pauses included.",
)
LENGTH_FITS = RuleInfo(
    "narration_length_fits_the_format",
    "audio",
    "The narration, intro and outro included, is as long as its format allows.",
)
ALL_SPOKEN = RuleInfo(
    "every_sentence_is_spoken",
    "audio",
    "The narration holds every sentence of the script, in order, unchanged, every word timed.",
)
TIMES_IN_ORDER = RuleInfo(
    "word_times_are_in_order",
    "audio",
    "Sentences and words follow one another inside the narration.",
)
SPANS_COVER = RuleInfo(
    "scene_spans_cover_the_narration",
    "audio",
    "The scenes' spans touch, and reach from the narration's first sample to its last, or from "
    "its intro to its outro.",
)

RULES = (
    IS_HEARD,
    PEAK_BELOW_ZERO,
    NO_LONG_SILENCE,
    PACE_NATURAL,
    LENGTH_FITS,
    ALL_SPOKEN,
    TIMES_IN_ORDER,
    SPANS_COVER,
)


def assess_audio(narration: Narration, script: Script, profile: Format) -> tuple[Finding, ...]:
    """Return one finding for each of `RULES`, in their order."""
    return (
        _is_heard(narration, profile),
        _peak_below_zero(narration),
        _no_long_silence(narration, profile),
        _pace(narration, profile),
        _length(narration, profile),
        _all_spoken(narration, script),
        _times_in_order(narration),
        _spans_cover(narration, script, profile),
    )


def _inserted(narration: Narration, profile: Format) -> tuple[int, int]:
    """Return how many samples an intro and an outro take."""
    inserts = narration.inserts
    lead, trail = (
        frame_sample(frames, narration.sample_rate, profile.picture.rate)
        for frames in (inserts.lead_frames, inserts.trail_frames)
    )
    return lead, trail


def _nobody(rule: RuleInfo, narration: Narration) -> Finding:
    return rule.judge(
        not narration.spoken,
        wanted="nobody speaks in this format",
        found=f"{len(narration.sentences)} sentences",
        advice="materialise audio again: it was made for another format",
    )


def _is_heard(narration: Narration, profile: Format) -> Finding:
    if not profile.narrated:
        return _nobody(IS_HEARD, narration)
    return IS_HEARD.judge(
        narration.integrated_lufs > SILENT_LUFS,
        wanted=f"louder than {SILENT_LUFS:g} LUFS",
        found=f"{narration.integrated_lufs:.1f} LUFS",
        advice="listen to narration.wav; materialise audio again with another voice",
    )


def _peak_below_zero(narration: Narration) -> Finding:
    return PEAK_BELOW_ZERO.judge(
        narration.true_peak_dbtp < 0,
        wanted="below 0 dBTP",
        found=f"{narration.true_peak_dbtp:.1f} dBTP",
        advice="the voice clips: choose another voice or speed",
    )


def _no_long_silence(narration: Narration, profile: Format) -> Finding:
    if not profile.narrated:
        return _nobody(NO_LONG_SILENCE, narration)
    speech, rate = profile.speech, narration.sample_rate
    planned = max(
        speech.sentence_pause_seconds,
        speech.scene_pause_seconds,
        speech.lead_in_seconds,
        speech.tail_seconds,
    )
    limit = planned + SPARE_SILENCE_SECONDS
    lead, trail = _inserted(narration, profile)
    ends = [lead, *(sentence.end for sentence in narration.sentences)]
    starts = [*(sentence.start for sentence in narration.sentences), narration.samples - trail]
    gaps = [(start - end, end) for end, start in zip(ends, starts, strict=True)]
    return NO_LONG_SILENCE.judge_all(
        [f"{gap / rate:.2f} s at {at / rate:.2f} s" for gap, at in gaps if gap > limit * rate],
        wanted=f"no gap over {limit:g} s",
        found=f"longest gap {max(gaps)[0] / rate:.2f} s",
        advice="listen at that time; a sentence may not have been spoken",
    )


def _pace(narration: Narration, profile: Format) -> Finding:
    if not profile.narrated:
        return _nobody(PACE_NATURAL, narration)
    words = sum(count_words(sentence.text) for sentence in narration.sentences)
    samples = narration.samples - sum(_inserted(narration, profile))
    pace = words * 60 * narration.sample_rate / samples if samples > 0 else 0.0
    return PACE_NATURAL.judge(
        SLOWEST_WPM <= pace <= FASTEST_WPM,
        wanted=f"{SLOWEST_WPM:g} to {FASTEST_WPM:g} words a minute",
        found=f"{pace:.0f} words a minute",
        advice="change `speed` of the voice in the channel file, or look for unspoken text",
    )


def _length(narration: Narration, profile: Format) -> Finding:
    low, high = profile.length.narration_min_seconds, profile.length.narration_max_seconds
    return LENGTH_FITS.judge(
        low <= narration.seconds <= high,
        wanted=f"{low:g} to {high:g} s for {profile.name}",
        found=f"{narration.seconds:.2f} s",
        advice="lengthen or shorten the brief, or choose another format",
    )


def _all_spoken(narration: Narration, script: Script) -> Finding:
    wanted = {s.sentence_id: s.text for s in script.sentences}
    spoken = {s.sentence_id: s.text for s in narration.sentences}
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
    return ALL_SPOKEN.judge_all(
        offenders,
        wanted=f"all {len(wanted)} sentences of the script, in order",
        found=f"all {len(wanted)} sentences",
        advice="materialise audio again: it was made from another script",
    )


def _times_in_order(narration: Narration) -> Finding:
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
    return TIMES_IN_ORDER.judge_all(
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


def _spans_cover(narration: Narration, script: Script, profile: Format) -> Finding:
    spans = narration.scenes
    offenders: list[str] = []
    if [span.scene_id for span in spans] != [scene.scene_id for scene in script.scenes]:
        offenders.append(f"{len(spans)} spans for {len(script.scenes)} scenes")
    lead, trail = _inserted(narration, profile)
    ends = [lead, *(span.end for span in spans)]
    starts = [*(span.start for span in spans), narration.samples - trail]
    offenders += [
        f"a seam at sample {end}/{start}"
        for end, start in zip(ends, starts, strict=True)
        if end != start
    ]
    offenders += [f"{span.scene_id} is empty" for span in spans if span.end <= span.start]
    return SPANS_COVER.judge_all(
        offenders,
        wanted="one span per scene, touching, from first to last sample",
        found=f"{len(spans)} spans",
        advice="materialise audio again: its layout is broken",
    )
