"""Scene retention: where viewers leave, on the scenes, captions and chapters of the video; ours."""

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from factory.analytics.retention import Retention
from factory.captions.cues import Captions
from factory.listing.chapter_marks import Chapter
from factory.records import Payload
from factory.script.script import Script
from factory.speech.narration import Narration

STEEP: Final = 1.6
"""Times the video's own usual loss a second: there something drives viewers off."""
LEAST_LOSS: Final = 0.03
"""Of all who began; a smaller loss is not worth a word."""
HOOK_SECONDS: Final = 30.0
"""How many are still there then is what a hook is measured by."""

Verdict = Literal["holds", "loses", "gains"]


class ScenePart(Payload):
    """One scene on the curve."""

    scene_id: str
    start_seconds: float
    end_seconds: float
    chapter: str
    """In which it lies; empty where there is none."""
    words: str
    """The caption where the scene begins; empty where nobody speaks."""
    watching_at_start: float
    watching_at_end: float
    verdict: Verdict

    @property
    def lost(self) -> float:
        """Share of all who began that left during it; below zero where some came back."""
        return self.watching_at_start - self.watching_at_end


class SceneRetention(Payload):
    """One video's curve on its scenes."""

    video_id: str
    seconds: float
    at_hook: float
    """Share that is there after `HOOK_SECONDS`, or half-way where it is shorter."""
    scenes: tuple[ScenePart, ...]

    @property
    def worst(self) -> ScenePart | None:
        """The scene during which most left; None where none loses."""
        losing = [scene for scene in self.scenes if scene.verdict == "loses"]
        return max(losing, key=lambda scene: scene.lost, default=None)


def scene_retention(
    curve: Retention,
    script: Script,
    narration: Narration,
    captions: Captions | None = None,
    chapters: Sequence[Chapter] = (),
) -> SceneRetention:
    """Lay a curve over a video's scenes.

    A scene `loses` where viewers leave `STEEP` times faster than over the whole video, and at least
    `LEAST_LOSS` of them; it `gains` where more are there at its end than at its start.

    Args:
        curve: of the video as it was published.
        script: its scenes.
        narration: when each begins and ends.
        captions: what stands on screen; None where nobody speaks.
        chapters: as the listing has them.
    """
    seconds = narration.seconds
    usual = max(0.0, curve.watching(0) - curve.watching(1)) / seconds
    scenes: list[ScenePart] = []
    known = {scene.scene_id for scene in script.scenes}
    for span in narration.scenes:
        if span.scene_id not in known:
            continue
        start, end = span.start / narration.sample_rate, span.end / narration.sample_rate
        there = curve.watching(start / seconds), curve.watching(end / seconds)
        scenes.append(
            ScenePart(
                scene_id=span.scene_id,
                start_seconds=start,
                end_seconds=end,
                chapter=_chapter_at(start, chapters),
                words=_words_at(start, end, captions),
                watching_at_start=there[0],
                watching_at_end=there[1],
                verdict=_verdict(there[0] - there[1], end - start, usual),
            )
        )
    hook = min(HOOK_SECONDS / seconds, 0.5)
    return SceneRetention(
        video_id=curve.video_id, seconds=seconds, at_hook=curve.watching(hook), scenes=tuple(scenes)
    )


def typical(curves: Sequence[Retention]) -> Mapping[float, float]:
    """Return the middle of several curves at each hundredth; empty for fewer than three; ours."""
    if len(curves) < 3:
        return {}
    places = [place / 100 for place in range(1, 101)]
    return {at: sorted(c.watching(at) for c in curves)[len(curves) // 2] for at in places}


def _verdict(lost: float, seconds: float, usual: float) -> Verdict:
    if lost < 0:
        return "gains"
    return "loses" if lost >= LEAST_LOSS and lost > STEEP * usual * seconds else "holds"


def _chapter_at(seconds: float, chapters: Sequence[Chapter]) -> str:
    begun = [one.title for one in chapters if one.start_seconds <= seconds]
    return begun[-1] if begun else ""


def _words_at(start: float, end: float, captions: Captions | None) -> str:
    shown = (cue for cue in captions.cues if start <= cue.start < end) if captions else iter(())
    return next((cue.text for cue in shown), "")
