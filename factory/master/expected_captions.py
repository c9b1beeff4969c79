"""Captioned: which captions a master should show, where, and when they come and go."""

from dataclasses import dataclass

from factory.captions.cues import Captions, Cue
from factory.timeline.timeline import Timeline
from factory.video_formats.formats import FormatCaptions


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the frame, as fractions of its sides from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Captioned:
    """What a file should show and say: the cues, and where they are drawn if they are."""

    cues: tuple[Cue, ...]
    burned_inside: Box | None = None
    """The safe area of burned captions; None when nothing is burned in."""
    cuts: tuple[int, ...] = ()
    """Frames on which another picture begins without a fade: all of the frame changes there."""

    def change_frames(self, fps: float) -> frozenset[int]:
        """Return the frames on which only burned captions come or go."""
        if self.burned_inside is None:
            return frozenset()
        edges = {round(t * fps) for cue in self.cues for t in (cue.start, cue.end)}
        return frozenset(edges - set(self.cuts))


NOT_CAPTIONED = Captioned(())


def captioned(captions: Captions, of_format: FormatCaptions, timeline: Timeline) -> Captioned:
    """Return what a master with these captions should show: burned cues, or those of its track."""
    if not of_format.burned:
        return Captioned(captions.cues)
    cuts = (shot.first_frame for shot in timeline.shots if not shot.transition_frames)
    return Captioned(captions.burned, safe_area(of_format), tuple(cuts))


def safe_area(of_format: FormatCaptions) -> Box:
    """Return where captions may stand."""
    side = (1 - of_format.safe_width) / 2
    return Box(side, of_format.safe_top, 1 - side, of_format.safe_bottom)
