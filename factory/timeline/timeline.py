"""Timeline: shots that fill every frame, each with its motion and what it leaves to the next."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil, floor

from factory.pictures.camera_motion import Easing, Motion, Sway, Window
from factory.pictures.clips import Play
from factory.pictures.intro_outro import ROLES
from factory.records import Payload
from factory.speech.narration import SceneSpan

SAMPLE_RATE = 48_000  # of every master's sound


class Leaving(Payload):
    """A shot's picture after the shot's own last frame, while the next one fades in over it.

    Of a still it does not depend on how long the shot was: a word more in a scene leaves the
    segment of the next scene as it is.
    """

    motion: Motion | Sway
    clip: Play | None
    clip_frames: int
    """How much of the clip its own shot has shown."""

    def windows(self, frames: int) -> Iterator[Window]:
        """Yield the windows of the frames over which it fades."""
        return self.motion.parting(frames)


class Shot(Payload):
    """One scene's picture on the timeline.

    The shot owns frames `first_frame` to `end_frame` (excluded). During its first
    `transition_frames` it is blended over the previous shot's picture, which keeps moving.
    """

    scene_id: str
    asset_id: str
    first_frame: int
    end_frame: int
    transition_frames: int
    """0 for a cut."""
    motion: Motion | Sway
    repeats: int = 1
    """How often its segment is shown in a row; above 1 the motion is a whole period of a sway."""
    level: tuple[float, float] = (1.0, 1.0)
    """Share of the picture's brightness at its first and at its last frame."""
    clip: Play | None = None
    """How a clip plays, where the picture is one; the camera then stands still."""

    @property
    def frames(self) -> int:
        """Frames of its segment; the shot owns `repeats` times as many."""
        return (self.end_frame - self.first_frame) // self.repeats

    @property
    def leaving(self) -> Leaving:
        """What the next shot fades from."""
        return Leaving(
            motion=self.motion.after(self.frames),
            clip=self.clip,
            clip_frames=self.frames if self.clip else 0,
        )

    def windows(self, easing: Easing) -> Iterator[Window]:
        """Yield the window of each of its frames."""
        return self.motion.windows(self.frames, easing)


class Timeline(Payload):
    """The picture side of one video, exact to the frame."""

    width: int
    height: int
    fps: Fraction
    frames: int
    shots: tuple[Shot, ...]

    @property
    def encoded_frames(self) -> int:
        """How many frames have to be encoded; what repeats is encoded once."""
        return sum(shot.frames for shot in self.shots)

    @property
    def body(self) -> tuple[int, int]:
        """First frame of the scenes and the one after their last: intro and outro aside."""
        scenes = [shot for shot in self.shots if shot.scene_id not in ROLES]
        return (scenes[0].first_frame, scenes[-1].end_frame) if scenes else (0, self.frames)


def exact_samples(timeline: Timeline) -> int:
    """Return how many samples at 48 kHz last as long as the picture, to the nearest sample."""
    return round(timeline.frames * SAMPLE_RATE / timeline.fps)


def frame_edges(spans: Sequence[SceneSpan], sample_rate: int, fps: Fraction) -> list[int]:
    """Return where shots begin and the last one ends, in frames: one more than there are spans.

    Inner edges are the nearest frames to the spans' own; the last is rounded up, so that no
    sample of the sound is without a picture.
    """
    inner = [floor(Fraction(span.start, sample_rate) * fps + Fraction(1, 2)) for span in spans]
    return [*inner, ceil(Fraction(spans[-1].end, sample_rate) * fps)]
