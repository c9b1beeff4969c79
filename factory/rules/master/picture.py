"""Rules for how a master looks and keeps time: what its decoded frames and sound showed."""

from factory.graphics.contrast import LEAST
from factory.master.measurement import FrameLook
from factory.master.render import Render
from factory.rules.evidence import Evidence
from factory.rules.master.black_frozen_silent import within_scenes
from factory.rules.master.file import AGAIN
from factory.rules.rule import Judgement, judged, judged_all, not_asked, rule
from factory.rules.scope import BURNED

LONGEST_FLAT_SECONDS = 0.5
DARKEST_MEAN, FLATTEST_SPREAD = 0.02, 0.008
"""A frame that is darker, or of more even colour, shows nothing; shares of the luma range."""
MOST_REPEATED = 0.05
LONGEST_REPEATED_SECONDS = 0.5
MEDIAN_SYNC_SECONDS, P95_SYNC_SECONDS = 0.12, 0.5
"""EBU R 37 lets sound come 40 ms early or 60 ms late; these leave room for soft first sounds.

Measured on one Short with the default voice: 0.007 and 0.02 s.
"""
LEAST_SPOKEN = 0.85
LARGEST_JUMP = 1.5
"""A whole frame of the encoder alone changes a still by up to 0.4 levels; the rest is room."""
LOUDEST_CLICK_DB = 9.0
"""Measured on tones: seamless loops stay below 2 dB, a part of a cycle that is missing makes 12 to 27.

Noise that does not close makes no more than noise that does: there is nothing to hear.
"""


@rule(
    stage="renders",
    needs=(Render,),
    description=f"The picture is never one colour all over for more than {LONGEST_FLAT_SECONDS:g} s.",
)
def no_flat_stretches(evidence: Evidence) -> Judgement:
    flat = within_scenes(evidence.render.measurement.flat, evidence.render)
    return judged_all(
        [f"{s.start:.2f}-{s.end:.2f} s" for s in flat if not s.seconds <= LONGEST_FLAT_SECONDS],
        wanted=f"no single colour for more than {LONGEST_FLAT_SECONDS:g} s",
        found=f"longest {max((s.seconds for s in flat), default=0):.2f} s",
        advice=f"look at the master there; give that scene another picture, then {AGAIN}",
    )


@rule(
    stage="renders",
    needs=(Render,),
    severity="warning",
    description="Neither the first nor the last frame is black or one colour: players show them while they "
    "wait.",
)
def first_and_last_frame_show_a_picture(evidence: Evidence) -> Judgement:
    measured = evidence.render.measurement
    frames = {"first": measured.first_frame, "last": measured.last_frame}
    return judged_all(
        [f"{name} frame: {_described(look)}" for name, look in frames.items() if _empty(look)],
        wanted=f"brightness above {DARKEST_MEAN:g} and spread above {FLATTEST_SPREAD:g}",
        found="; ".join(f"{name} frame: {_described(look)}" for name, look in frames.items()),
        advice="begin and end on a picture; a poster and a loop on a phone show these frames",
    )


def _empty(look: FrameLook) -> bool:
    return not (look.mean >= DARKEST_MEAN and look.spread >= FLATTEST_SPREAD)


def _described(look: FrameLook) -> str:
    return f"brightness {look.mean:.3f}, spread {look.spread:.3f}"


@rule(
    stage="renders",
    needs=(Render,),
    severity="warning",
    description=f"At most {MOST_REPEATED:.0%} of the scenes' frames repeat the one before, and never for more than "
    f"{LONGEST_REPEATED_SECONDS:g} s on end.",
)
def picture_keeps_moving(evidence: Evidence) -> Judgement:
    measured = evidence.render.measurement
    scenes_begin, scenes_end = evidence.render.timeline.body
    share = measured.duplicate_frames / max(1, scenes_end - scenes_begin)
    longest_seconds = measured.longest_duplicate_frames / evidence.profile.picture.fps
    return judged(
        share <= MOST_REPEATED and longest_seconds <= LONGEST_REPEATED_SECONDS,
        wanted=f"at most {MOST_REPEATED:.0%} of the frames, {LONGEST_REPEATED_SECONDS:g} s on end",
        found=f"{share:.1%} of the frames, {longest_seconds:.2f} s on end",
        advice="a clip of a lower frame rate stutters so; give a smoother one or let it be",
    )


@rule(
    stage="renders",
    needs=(Render,),
    description="Whenever a burned caption comes or goes, nothing comes or goes outside its safe area.",
    scope=BURNED,
)
def burned_captions_stay_in_the_safe_area(evidence: Evidence) -> Judgement:
    measured = evidence.render.measurement
    if not measured.caption_changes and not measured.outside:
        return not_asked("no captions are burned in")
    return judged_all(
        [f"at {stretch.start:.2f} s" for stretch in measured.outside],
        wanted="captions inside their safe area",
        found=f"none outside in {measured.caption_changes} changes",
        advice=f"look at these frames; mend the caption style, then {AGAIN}",
    )


@rule(
    stage="renders",
    needs=(Render,),
    description=f"Where a voice can be heard to begin, captions begin within {MEDIAN_SYNC_SECONDS:g} s of it "
    f"(median; {P95_SYNC_SECONDS:g} s for 95 %), and somebody speaks under "
    f"{LEAST_SPOKEN:.0%} of them.",
)
def captions_keep_time_with_the_voice(evidence: Evidence) -> Judgement:
    sync = evidence.render.measurement.sync
    if sync is None:
        return not_asked("no caption begins after a pause that can be heard")
    return judged(
        sync.median_seconds <= MEDIAN_SYNC_SECONDS
        and sync.p95_seconds <= P95_SYNC_SECONDS
        and sync.spoken_share >= LEAST_SPOKEN,
        wanted=f"median {MEDIAN_SYNC_SECONDS:g} s, 95 % {P95_SYNC_SECONDS:g} s, "
        f"speech under {LEAST_SPOKEN:.0%}",
        found=f"median {sync.median_seconds:.3f} s, 95 % {sync.p95_seconds:.3f} s, "
        f"speech under {sync.spoken_share:.0%} ({sync.judged} starts judged)",
        advice="captions and sound come from different narrations, or one is shifted: "
        f"materialise captions, then {AGAIN}",
    )


@rule(
    stage="renders",
    needs=(Render,),
    description=f"Where a piece repeats or the next begins, the picture changes by {LARGEST_JUMP:g} of 255 "
    f"levels at most beyond what it does anyway, and no edge of the sound is "
    f"{LOUDEST_CLICK_DB:g} dB sharper than those about it.",
)
def pieces_join_unseen_and_unheard(evidence: Evidence) -> Judgement:
    joins = evidence.render.measurement.joins
    if not joins.judged:
        return not_asked("no piece repeats")
    return judged(
        joins.picture_jump <= LARGEST_JUMP and joins.click_db <= LOUDEST_CLICK_DB,
        wanted=f"jumps up to {LARGEST_JUMP:g} levels, clicks up to {LOUDEST_CLICK_DB:g} dB",
        found=f"{joins.picture_jump:.2f} levels, {joins.click_db:.1f} dB at {joins.judged} joins",
        advice=f"the loop does not close: choose another picture or bed, then {AGAIN}",
    )


@rule(
    stage="renders",
    needs=(Render,),
    description="Every packet is the one of the piece it was joined from, and all follow at an even pace.",
)
def packets_are_those_that_were_measured(evidence: Evidence) -> Judgement:
    measured = evidence.render.measurement
    pace = "an even pace" if measured.even else "an uneven pace"
    return judged(
        measured.altered_packets == 0 and measured.even,
        wanted="no altered packet, an even pace",
        found=f"{measured.altered_packets} altered packets, {pace}",
        advice=f"the file was damaged or joined wrongly: {AGAIN}",
    )


@rule(
    stage="renders",
    needs=(Render,),
    description=f"Burned captions, the hook and lower thirds stand out from what is under them by {LEAST:g} to 1, wherever the "
    "picture is brightest or darkest.",
)
def lettering_stands_out(evidence: Evidence) -> Judgement:
    found = evidence.render.contrasts
    if not found:
        return not_asked("nothing is lettered, or nobody has measured it")
    return judged_all(
        [f"{one.what} {one.ratio:.1f} to 1" for one in found if one.ratio < LEAST],
        wanted=f"{LEAST:g} to 1 at least",
        found="; ".join(
            f"{one.what} {one.ratio:.1f} to 1" + (f", with {one.changed}" if one.changed else "")
            for one in found
        ),
        advice=f"see `caption_style` and `hook` in the channel file, then {AGAIN}",
    )
