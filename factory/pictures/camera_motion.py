"""Camera motion (Ken Burns): how the window pans and zooms over a still picture, frame by frame.

Windows are (centre x, centre y, width) as fractions of the picture's width and height; the
window's height follows from the output's shape.
"""

from collections.abc import Iterator
from math import cos, pi, sin
from typing import Literal

from factory.records import Payload
from factory.video_formats.formats import Picture

Window = tuple[float, float, float]
Easing = Literal["linear", "smooth"]

EASE = 0.7
"""A smooth motion starts and ends at 1 - EASE of its mean speed: soft, but never standing still."""
PARTING = 0.025
"""Share of a motion's way that is left for the frames over which the next picture fades in: at the
usual lengths of shots and fades it then goes on as fast as it went."""
REACH = 0.7
"""A window's centre uses this much of the room it has; the rest keeps it off the edges."""

Move = Literal["in", "right", "out", "left", "up", "down"]
MOVES: tuple[Move, ...] = ("in", "right", "out", "left", "up", "down")
DIRECTIONS = {"right": (1, 0), "left": (-1, 0), "up": (0, -1), "down": (0, 1)}


class Motion(Payload):
    """A slow pan and zoom, from one window to another; both lie inside the picture."""

    start: Window
    end: Window

    def windows(self, frames: int, easing: Easing) -> Iterator[Window]:
        """Yield the windows of a shot of so many frames."""
        last = max(1, frames - 1)
        return (self._at((1 - PARTING) * eased(n / last, easing)) for n in range(frames))

    def after(self, frames: int) -> "Motion":
        """Return the motion as it goes on after so many frames: the same, however many."""
        return self

    def parting(self, frames: int) -> Iterator[Window]:
        """Yield the windows of the frames after the shot, over the rest of the way."""
        return (self._at(1 - PARTING + PARTING * (n + 1) / frames) for n in range(frames))

    def _at(self, share: float) -> Window:
        x, y, width = (a + (b - a) * share for a, b in zip(self.start, self.end, strict=True))
        return x, y, width


class Sway(Payload):
    """A closed motion: the window circles about its middle and comes back, again and again.

    Frame n + `period_frames` shows what frame n shows, so that a segment of one period joins to
    itself.
    """

    middle: Window
    """What it circles about."""
    reach: tuple[float, float]
    """How far its centre goes to each side, as fractions of the picture's width and height."""
    period_frames: int
    first: int = 0
    """Where in the period the shot's own first frame is, in frames."""

    def window(self, frame: int) -> Window:
        """Return the window of a frame, counted from the shot's own first."""
        turn = 2 * pi * ((self.first + frame) % self.period_frames) / self.period_frames
        x, y, width = self.middle
        return x + self.reach[0] * sin(turn), y + self.reach[1] * cos(turn), width

    def windows(self, frames: int, easing: Easing) -> Iterator[Window]:
        """Yield the windows of a shot of so many frames; the pace is even, whatever is asked."""
        return (self.window(n) for n in range(frames))

    def after(self, frames: int) -> "Sway":
        """Return the motion as it goes on after so many frames."""
        return self.model_copy(update={"first": (self.first + frames) % self.period_frames})

    def parting(self, frames: int) -> Iterator[Window]:
        """Yield the windows of so many frames from the first."""
        return (self.window(n) for n in range(frames))


def eased(share: float, easing: Easing) -> float:
    """Return how much of the way is done when `share` of the time is over; both from 0 to 1."""
    if easing == "linear":
        return share
    return share - EASE * sin(2 * pi * share) / (2 * pi)


def motion_of(
    move: Move, focus: tuple[float, float], size: tuple[int, int], output: Picture, zoom: float
) -> Motion:
    """Return the windows of a move over a picture of this size.

    Args:
        move: `in` ends and `out` begins at the focus; the others cross the picture at its height.
        focus: where to look, -1 to 1 from one edge of the room to the other, across and down.
        size: the picture's width and height.
        output: its shape is the windows' shape.
        zoom: how much of the widest window's width is given up.
    """
    width, height = size
    widest = min(1.0, height * output.width / (width * output.height))
    tallest = min(1.0, width * output.height / (height * output.width))
    tight = widest * (1 - zoom)
    room_x = REACH * (1 - tight) / 2
    room_y = REACH * (1 - tallest * (1 - zoom)) / 2

    def window(x: float, y: float) -> Window:
        return (0.5 + x * room_x, 0.5 + y * room_y, tight)

    if move == "in":
        return Motion(start=(0.5, 0.5, widest), end=window(*focus))
    if move == "out":
        return Motion(start=window(*focus), end=(0.5, 0.5, widest))
    across, down = DIRECTIONS[move]
    begin = (-across, focus[1]) if across else (focus[0], -down)
    end = (across, focus[1]) if across else (focus[0], down)
    return Motion(start=window(*begin), end=window(*end))
