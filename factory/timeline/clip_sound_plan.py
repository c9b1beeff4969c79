"""Plan of clips' sound: where the sound of each clip lies in a master, exact to the sample."""

from factory.pictures.clips import Play
from factory.records import Payload
from factory.timeline.timeline import SAMPLE_RATE, Shot, Timeline

FADE_SECONDS = 0.05
"""Over which sounds hand over at a cut; a cross-fade of the picture takes its own time."""


class Sounding(Payload):
    """One clip's own sound, in samples at 48 kHz from the master's beginning."""

    asset_id: str
    play: Play
    start: int
    samples: int
    """Up to the end of its fade, which lies under the beginning of the next shot."""
    fade_in: int
    fade_out: int


def soundings(timeline: Timeline) -> tuple[Sounding, ...]:
    """Return the clips that are heard, in order: they have sound and are not muted."""
    shots = timeline.shots
    edges = [(shot, shots[n + 1] if n + 1 < len(shots) else None) for n, shot in enumerate(shots)]
    return tuple(
        _sounding(shot, shot.clip, following, timeline)
        for shot, following in edges
        if shot.clip and shot.clip.facts.sound and not shot.clip.muted
    )


def _sounding(shot: Shot, play: Play, following: Shot | None, timeline: Timeline) -> Sounding:
    start, end = _sample(shot.first_frame, timeline), _sample(shot.end_frame, timeline)
    most = (end - start) // 2
    fade_in = min(most, _fade(shot.transition_frames, timeline))
    fade_out = min(most, _fade(following.transition_frames if following else 0, timeline))
    return Sounding(
        asset_id=shot.asset_id,
        play=play,
        start=start,
        samples=end - start + (fade_out if following else 0),
        fade_in=fade_in,
        fade_out=fade_out,
    )


def _fade(frames: int, timeline: Timeline) -> int:
    return max(round(FADE_SECONDS * SAMPLE_RATE), _sample(frames, timeline))


def _sample(frame: int, timeline: Timeline) -> int:
    return round(frame * SAMPLE_RATE / timeline.fps)
