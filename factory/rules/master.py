"""Rules for a master: what was measured in the finished file, against what was ordered."""

from collections.abc import Sequence

from factory.master.measurement import Measurement, Stretch
from factory.master.render import Render
from factory.presets.formats import Format
from factory.rules import master_file, master_picture
from factory.rules.master_file import AGAIN
from factory.rules.rule import Finding, RuleInfo
from factory.speech.narration import Narration

LONGEST_BLACK_SECONDS = 0.5
LONGEST_FROZEN_SECONDS = 2.0
"""The slowest zoom moves every frame, so that a still picture means a fault."""

LIT_LEVEL = 0.9
"""Below this share of its brightness a picture is dark, and its motion unseen, on purpose."""

LONGEST_SILENT_SECONDS = 3.0
"""Unless the format itself pauses longer than a second less."""

PEAK_TOLERANCE_DB = 0.1
"""Two meters may read a true peak this much apart (EBU Tech 3341 allows 0.2 and 0.4 dB)."""

ROUNDING_SECONDS = 0.001

MEASURED = RuleInfo(
    "measurement_is_of_this_master",
    "renders",
    "The measurement names the hash and size of the master that it speaks of.",
)
SAME_LENGTH = RuleInfo(
    "picture_and_sound_end_together",
    "renders",
    "Picture and sound differ in length by one frame at most.",
)
TIMELINE_LENGTH = RuleInfo(
    "master_is_as_long_as_its_timeline",
    "renders",
    "Frames, segments and timeline agree, and last as long as the narration, within one frame; "
    "or longer, where a length is asked for.",
)
FORMAT_LENGTH = RuleInfo(
    "master_length_fits_the_format",
    "renders",
    "The master is as long as its format allows, or to the frame as long as is asked for.",
)
NO_BLACK = RuleInfo(
    "no_black_stretches",
    "renders",
    f"The picture is never black for more than {LONGEST_BLACK_SECONDS:g} s, "
    "before it is dimmed on purpose.",
)
NO_FROZEN = RuleInfo(
    "no_frozen_stretches",
    "renders",
    f"The picture never stands still for more than {LONGEST_FROZEN_SECONDS:g} s, "
    "before it is dimmed on purpose.",
)
NO_SILENT = RuleInfo(
    "no_silent_stretches",
    "renders",
    f"The sound is never silent for more than {LONGEST_SILENT_SECONDS:g} s, "
    "or a second more than the format's longest pause.",
)
LOUDNESS = RuleInfo(
    "loudness_is_on_target",
    "renders",
    "Integrated loudness of the final AAC is within the format's tolerance of its target.",
)
PEAK = RuleInfo(
    "true_peak_is_below_the_limit",
    "renders",
    f"The true peak of the final AAC is below the format's limit, give or take "
    f"{PEAK_TOLERANCE_DB:g} dB.",
)
RANGE = RuleInfo(
    "loudness_range_is_within_the_format",
    "renders",
    "The loudness range is no wider than the format allows.",
)

RULES = (
    MEASURED,
    *master_file.RULES,
    SAME_LENGTH,
    TIMELINE_LENGTH,
    FORMAT_LENGTH,
    NO_BLACK,
    NO_FROZEN,
    NO_SILENT,
    LOUDNESS,
    PEAK,
    RANGE,
    *master_picture.RULES,
)


def assess_render(render: Render, narration: Narration, profile: Format) -> tuple[Finding, ...]:
    """Return one finding for each of `RULES`, in their order.

    An intro and an outro may be black, still or silent: they are as the channel made them.
    """
    measured = _without_inserts(render)
    scenes_begin, scenes_end = render.timeline.body
    return (
        _measured(render),
        *master_file.assess_file(measured, profile),
        _same_length(measured, profile),
        _timeline_length(render, narration, profile),
        _format_length(measured, profile),
        _stretches(NO_BLACK, _lit(measured.black, render), LONGEST_BLACK_SECONDS, "black"),
        _stretches(NO_FROZEN, _lit(measured.frozen, render), LONGEST_FROZEN_SECONDS, "frozen"),
        _stretches(NO_SILENT, measured.silent, _silence_limit(profile), "silent"),
        _loudness(measured, profile),
        _peak(measured, profile),
        _range(measured, profile),
        *master_picture.assess_look(measured, profile.picture.fps, scenes_end - scenes_begin),
    )


def _measured(render: Render) -> Finding:
    master, measured = render.master, render.measurement
    return MEASURED.judge(
        (measured.sha256, measured.bytes) == (master.sha256, master.bytes),
        wanted=f"{master.sha256[:12]}, {master.bytes} bytes",
        found=f"{measured.sha256[:12]}, {measured.bytes} bytes",
        advice=f"another file was measured: {AGAIN}",
    )


def _same_length(measured: Measurement, profile: Format) -> Finding:
    apart = abs(measured.video_seconds - measured.audio_seconds)
    return SAME_LENGTH.judge(
        apart <= 1 / profile.picture.fps + ROUNDING_SECONDS,
        wanted=f"at most {1 / profile.picture.fps:.3f} s apart",
        found=f"picture {measured.video_seconds:.3f} s, sound {measured.audio_seconds:.3f} s",
        advice=AGAIN,
    )


def _without_inserts(render: Render) -> Measurement:
    """Return what was measured, its stretches as far as they lie in the scenes."""
    timeline, measured = render.timeline, render.measurement
    if timeline.body == (0, timeline.frames):
        return measured
    start, end = (float(n / timeline.fps) for n in timeline.body)
    kept = {
        name: tuple(
            Stretch(start=max(s.start, start), end=min(s.end, end))
            for s in found
            if s.start < end and s.end > start
        )
        for name, found in (
            ("black", measured.black),
            ("frozen", measured.frozen),
            ("flat", measured.flat),
            ("silent", measured.silent),
        )
    }
    return measured.model_copy(update=kept)


def _lit(found: Sequence[Stretch], render: Render) -> list[Stretch]:
    """Return the stretches as far as they lie before the picture is dimmed on purpose."""
    timeline = render.timeline
    dim = (shot.first_frame for shot in timeline.shots if min(shot.level) < LIT_LEVEL)
    until = float(next(dim, timeline.frames) / timeline.fps)
    return [Stretch(start=s.start, end=min(s.end, until)) for s in found if s.start < until]


def _timeline_length(render: Render, narration: Narration, profile: Format) -> Finding:
    timeline, measured = render.timeline, render.measurement
    frame = float(1 / timeline.fps) + ROUNDING_SECONDS
    seconds = float(timeline.frames / timeline.fps)
    offenders = [
        f"{what}: {frames} frames"
        for what, frames in (
            ("file", measured.frames),
            ("segments", sum(s.frames * s.repeats for s in render.segments)),
            ("shots", sum(shot.frames * shot.repeats for shot in timeline.shots)),
        )
        if frames != timeline.frames
    ]
    if not abs(measured.video_seconds - seconds) <= frame:
        offenders.append(f"file: {measured.video_seconds:.3f} s")
    spare = seconds - narration.seconds
    if not (-frame <= spare if profile.length.asked_seconds else abs(spare) <= frame):
        offenders.append(f"narration: {narration.seconds:.3f} s")
    return TIMELINE_LENGTH.judge_all(
        offenders,
        wanted=f"{timeline.frames} frames, {seconds:.3f} s",
        found=f"{measured.frames} frames, {measured.video_seconds:.3f} s",
        advice=f"the narration was changed after the render, or frames were lost: {AGAIN}",
    )


def _format_length(measured: Measurement, profile: Format) -> Finding:
    low, high = profile.length.min_seconds, profile.length.max_seconds
    wanted = f"{low:g} to {high:g} s for {profile.name}"
    if asked := profile.length.asked_seconds:
        frame = 1 / profile.picture.fps + ROUNDING_SECONDS
        low, high, wanted = asked - frame, asked + frame, f"{asked:g} s, as asked for"
    return FORMAT_LENGTH.judge(
        low <= measured.video_seconds <= high,
        wanted=wanted,
        found=f"{measured.video_seconds:.2f} s",
        advice="lengthen or shorten the brief, or choose another format",
    )


def _silence_limit(profile: Format) -> float:
    speech = profile.speech
    pauses = (speech.sentence_pause_seconds, speech.scene_pause_seconds, speech.tail_seconds)
    return max(LONGEST_SILENT_SECONDS, max(pauses) + 1)


def _stretches(rule: RuleInfo, found: Sequence[Stretch], limit: float, what: str) -> Finding:
    return rule.judge_all(
        [f"{s.start:.2f}-{s.end:.2f} s" for s in found if not s.seconds <= limit],
        wanted=f"nothing {what} for more than {limit:g} s",
        found=f"longest {what} stretch {max((s.seconds for s in found), default=0):.2f} s",
        advice=f"look at the master there; mend the picture or sound, then {AGAIN}",
    )


def _loudness(measured: Measurement, profile: Format) -> Finding:
    sound, loudness = profile.sound, measured.loudness
    return LOUDNESS.judge(
        abs(loudness.integrated_lufs - sound.integrated_lufs) <= sound.tolerance_lu,
        wanted=f"{sound.integrated_lufs:g} LUFS +/- {sound.tolerance_lu:g} LU",
        found=f"{loudness.integrated_lufs:.1f} LUFS",
        advice=f"listen to the narration and the bed, then {AGAIN}",
    )


def _peak(measured: Measurement, profile: Format) -> Finding:
    limit = profile.sound.true_peak_dbtp
    return PEAK.judge(
        measured.loudness.true_peak_dbtp <= limit + PEAK_TOLERANCE_DB,
        wanted=f"at most {limit:g} dBTP",
        found=f"{measured.loudness.true_peak_dbtp:.2f} dBTP",
        advice=AGAIN,
    )


def _range(measured: Measurement, profile: Format) -> Finding:
    limit = profile.sound.max_range_lu
    return RANGE.judge(
        limit is None or measured.loudness.range_lu <= limit,
        wanted="any range" if limit is None else f"at most {limit:g} LU",
        found=f"{measured.loudness.range_lu:.1f} LU",
        advice="the sound goes from whisper to shout: choose an evener bed or voice",
    )
