"""The progress bar: a thin bar along an edge of the frame that shows how much has been seen."""

import math

from factory.channel.branding import ProgressBar
from factory.typography.ass_script import Event, ass_alpha, ass_colour, rounded_boxes
from factory.video_formats.formats import Picture

TRACK_OPACITY = 0.35
"""Of the part that is still to come."""
BAR_LAYER = 5
"""Above everything else that is lettered."""


def progress_bar(
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
