"""Rules for how long a master is: its streams together, as planned, and as its format allows."""

from factory.listing.platform_limits import PLATFORMS, length_fault
from factory.master.render import Render
from factory.rules.evidence import Evidence
from factory.rules.master.file import AGAIN
from factory.rules.rule import Judgement, judged, judged_all, not_asked, rule
from factory.speech.narration import Narration

ROUNDING_SECONDS = 0.001


@rule(
    stage="renders",
    needs=(Render,),
    description="Picture and sound differ in length by one frame at most.",
)
def picture_and_sound_end_together(evidence: Evidence) -> Judgement:
    measured, fps = evidence.render.measurement, evidence.profile.picture.fps
    apart = abs(measured.video_seconds - measured.audio_seconds)
    return judged(
        apart <= 1 / fps + ROUNDING_SECONDS,
        wanted=f"at most {1 / fps:.3f} s apart",
        found=f"picture {measured.video_seconds:.3f} s, sound {measured.audio_seconds:.3f} s",
        advice=AGAIN,
    )


@rule(
    stage="renders",
    needs=(Render, Narration),
    description="Frames, segments and timeline agree, and last as long as the narration, within one frame; "
    "or longer, where a length is asked for.",
)
def master_is_as_long_as_its_timeline(evidence: Evidence) -> Judgement:
    render, narration = evidence.render, evidence.narration
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
    longer_is_asked = evidence.profile.length.asked_seconds
    if not (-frame <= spare if longer_is_asked else abs(spare) <= frame):
        offenders.append(f"narration: {narration.seconds:.3f} s")
    return judged_all(
        offenders,
        wanted=f"{timeline.frames} frames, {seconds:.3f} s",
        found=f"{measured.frames} frames, {measured.video_seconds:.3f} s",
        advice=f"the narration was changed after the render, or frames were lost: {AGAIN}",
    )


@rule(
    stage="renders",
    needs=(Render,),
    description="The master is as long as its format allows, or to the frame as long as is asked for.",
)
def master_length_fits_the_format(evidence: Evidence) -> Judgement:
    seconds, profile = evidence.render.measurement.video_seconds, evidence.profile
    low, high = profile.length.min_seconds, profile.length.max_seconds
    wanted = f"{low:g} to {high:g} s for {profile.name}"
    if asked := profile.length.asked_seconds:
        frame = 1 / profile.picture.fps + ROUNDING_SECONDS
        low, high, wanted = asked - frame, asked + frame, f"{asked:g} s, as asked for"
    return judged(
        low <= seconds <= high,
        wanted=wanted,
        found=f"{seconds:.2f} s",
        advice="lengthen or shorten the brief, or choose another format",
    )


@rule(
    stage="renders",
    needs=(Render,),
    severity="warning",
    description="Every platform that the video goes to takes one of its length: TikTok ten minutes at most, "
    "Instagram a Reel of 3 seconds to 15 minutes.",
)
def length_is_taken_where_it_goes(evidence: Evidence) -> Judgement:
    seconds = evidence.render.measurement.video_seconds
    there = [PLATFORMS[one] for one in evidence.accepted.channel.outlets if one in PLATFORMS]
    if not there:
        return not_asked("it goes to no platform")
    return judged_all(
        [f"{one.name}: {fault}" for one in there if (fault := length_fault(one, seconds))],
        wanted=f"a length that {', '.join(one.name for one in there)} take",
        found=f"{seconds:.1f} s",
        advice="it will be refused there, and go out to the others; make it of another length",
    )
