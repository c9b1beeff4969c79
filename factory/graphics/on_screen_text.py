"""Screen text: all that is lettered over a video, cut to the segment that is asked for."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from factory.channel.branding import ProgressBar
from factory.graphics.ai_label import LabelPlace
from factory.typography.ass_script import Event, ass_alpha, ass_colour, rounded_boxes, write_ass
from factory.video_formats.formats import Picture

TRACK_OPACITY = 0.35
BAR_LAYER = 5


@dataclass(frozen=True, slots=True)
class ScreenText:
    """Captions, titles and the progress bar of one video."""

    events: tuple[Event, ...]
    """In frames of the whole video."""
    progress: ProgressBar | None
    picture: Picture
    frames: int
    """Of the whole video."""
    lasting: tuple[Event, ...] = ()
    """What stands on every frame alike, also of pieces that repeat."""
    ai_label: LabelPlace | None = None
    """Where `lasting` has the AI label, if the channel wants one."""

    def script(self, first: int, end: int) -> bytes | None:
        """Return the ASS file of frames `first` to `end` (excluded), or None if it is empty."""
        bar: Sequence[Event] = ()
        if self.progress:
            bar = _bar(self.progress, self.picture, self.frames, first, end)
        return write_ass((*self.events, *self.lasting, *bar), self.picture, first, end)

    def lasting_script(self, frames: int) -> bytes | None:
        """Return the ASS file of so many frames of a piece that repeats, or None if it is empty."""
        return write_ass(self.lasting, self.picture, 0, frames)


def _bar(
    progress: ProgressBar, picture: Picture, frames: int, first: int, end: int
) -> tuple[Event, Event]:
    """Return the bar over one segment: after frame n it is n+1 of all frames long.

    It grows by a scale that changes evenly with time, so that every frame has its own length and
    the next segment goes on where this one ends.
    """
    width, height = picture.width, max(2, round(progress.height * picture.height))
    top = 0 if progress.edge == "top" else picture.height - height
    shape = rounded_boxes([(0, 0, width, height)], 0)
    place = rf"\an7\pos(0,{top})\bord0"
    seconds = math.ceil((end - first) / picture.rate)
    begin, later = (100 * (first + 1 + n * picture.fps) / frames for n in (0, seconds))
    track = rf"{place}\1c&H000000&\1a{ass_alpha(TRACK_OPACITY)}\p1"
    grown = rf"\fscx{begin:.5f}\t(0,{1000 * seconds},\fscx{later:.5f})"
    bar = rf"{place}\1c{ass_colour(progress.colour)}{grown}\p1"
    return Event(BAR_LAYER, first, end, track, shape), Event(BAR_LAYER, first, end, bar, shape)
