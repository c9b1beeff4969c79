"""Rules for stretches of a master: none too long in which it is black, still or silent.

An intro and an outro may be: they are as the channel made them.
"""

from collections.abc import Sequence

from factory.master.measurement import Stretch
from factory.master.render import Render
from factory.rules.evidence import Evidence
from factory.rules.master.file import AGAIN
from factory.rules.rule import Judgement, judged_all, rule

LONGEST_BLACK_SECONDS = 0.5
LONGEST_FROZEN_SECONDS = 2.0
"""The slowest zoom moves every frame, so that a still picture means a fault."""

LIT_LEVEL = 0.9
"""Below this share of its brightness a picture is dark, and its motion unseen, on purpose."""

LONGEST_SILENT_SECONDS = 3.0
"""Unless the format itself pauses longer than a second less."""


@rule(
    stage="renders",
    needs=(Render,),
    description=f"The picture is never black for more than {LONGEST_BLACK_SECONDS:g} s, "
    "before it is dimmed on purpose.",
)
def no_black_stretches(evidence: Evidence) -> Judgement:
    render = evidence.render
    black = _lit(within_scenes(render.measurement.black, render), render)
    return _none_longer(black, LONGEST_BLACK_SECONDS, "black")


@rule(
    stage="renders",
    needs=(Render,),
    description=f"The picture never stands still for more than {LONGEST_FROZEN_SECONDS:g} s, "
    "before it is dimmed on purpose; a clip may where the channel or brief accepts it.",
)
def no_frozen_stretches(evidence: Evidence) -> Judgement:
    render = evidence.render
    frozen = _lit(within_scenes(render.measurement.frozen, render), render)
    if "still" in evidence.accepted.pictures.accept:
        frozen = _beside_clips(frozen, render)
    return _none_longer(frozen, LONGEST_FROZEN_SECONDS, "frozen")


@rule(
    stage="renders",
    needs=(Render,),
    description=f"The sound is never silent for more than {LONGEST_SILENT_SECONDS:g} s, "
    "or a second more than the format's longest pause.",
)
def no_silent_stretches(evidence: Evidence) -> Judgement:
    render, speech = evidence.render, evidence.profile.speech
    pauses = (speech.sentence_pause_seconds, speech.scene_pause_seconds, speech.tail_seconds)
    limit = max(LONGEST_SILENT_SECONDS, max(pauses) + 1)
    return _none_longer(within_scenes(render.measurement.silent, render), limit, "silent")


def within_scenes(found: Sequence[Stretch], render: Render) -> list[Stretch]:
    """Return stretches as far as they lie in the scenes, not in an intro or outro."""
    timeline = render.timeline
    if timeline.body == (0, timeline.frames):
        return list(found)
    start, end = (float(n / timeline.fps) for n in timeline.body)
    return [
        Stretch(start=max(s.start, start), end=min(s.end, end))
        for s in found
        if s.start < end and s.end > start
    ]


def _lit(found: Sequence[Stretch], render: Render) -> list[Stretch]:
    """Return the stretches as far as they lie before the picture is dimmed on purpose."""
    timeline = render.timeline
    dim = (shot.first_frame for shot in timeline.shots if min(shot.level) < LIT_LEVEL)
    until = float(next(dim, timeline.frames) / timeline.fps)
    return [Stretch(start=s.start, end=min(s.end, until)) for s in found if s.start < until]


def _beside_clips(found: Sequence[Stretch], render: Render) -> list[Stretch]:
    """Return the stretches as far as no clip is shown."""
    fps, parts = render.timeline.fps, list(found)
    for shot in render.timeline.shots:
        if shot.clip:
            start, end = float(shot.first_frame / fps), float(shot.end_frame / fps)
            sides = (((s.start, min(s.end, start)), (max(s.start, end), s.end)) for s in parts)
            parts = [Stretch(start=a, end=b) for both in sides for a, b in both if a < b]
    return parts


def _none_longer(found: Sequence[Stretch], limit: float, what: str) -> Judgement:
    return judged_all(
        [f"{s.start:.2f}-{s.end:.2f} s" for s in found if not s.seconds <= limit],
        wanted=f"nothing {what} for more than {limit:g} s",
        found=f"longest {what} stretch {max((s.seconds for s in found), default=0):.2f} s",
        advice=f"look at the master there; mend the picture or sound, then {AGAIN}",
    )
