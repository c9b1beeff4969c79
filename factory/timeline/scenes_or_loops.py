"""A video's timeline, scene by scene, or in loops where its format repeats its pictures."""

from factory.brief.brief import AcceptedBrief
from factory.fingerprint import seed_of
from factory.pictures.visuals import Visuals
from factory.speech.narration import Narration
from factory.timeline.loops import plan_loops
from factory.timeline.shot_planning import plan
from factory.timeline.timeline import Timeline


def timeline_of(accepted: AcceptedBrief, narration: Narration, visuals: Visuals) -> Timeline:
    """Plan the picture of a video; the same channel and title move in the same way.

    Raises:
        PermanentError: a scene has no picture, or is shorter than one frame.
    """
    profile, seed = accepted.profile, _seed(accepted)
    if profile.loop:
        return plan_loops(narration, visuals, profile, profile.loop, seed=seed)
    return plan(narration, visuals, profile, seed=seed)


def _seed(accepted: AcceptedBrief) -> int:
    return seed_of(f"{accepted.brief.channel}\0{accepted.brief.title}")
