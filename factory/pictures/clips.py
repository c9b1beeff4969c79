"""Clips: what a video file holds, and how it fills a shot of another length."""

from fractions import Fraction
from typing import Literal

from factory.records import Payload

SLOWEST = 1.25
"""A clip may be shown at four fifths of its pace; slower, and walking becomes wading."""

Colour = Literal["bt709", "bt601", "bt2020", "pq", "hlg", "rgb"]
"""How its numbers mean colours: three spaces of ordinary range, two of high range, or RGB."""


class ClipFacts(Payload):
    """What a video file holds, as it was found by reading all of it."""

    width: int
    height: int
    """As it is shown: upright, with square pixels."""
    seconds: float
    """From its first frame to the end of its last one."""
    fps: float
    """Frames per second on average; the file's own may vary."""
    sound: bool
    pixel_format: str
    """ffmpeg's name."""
    colour: Colour
    full_range: bool
    """True where black is 0 rather than 16."""
    interlaced: bool = False
    square: bool = True
    """False where the file's pixels are wider or narrower than high."""
    alpha: bool = False
    stream: int = 0
    """Place of the pictures among the file's streams: a smaller preview may come first."""
    decoder: str = ""
    """ffmpeg's name of one that keeps what the usual one drops; empty for the usual one."""
    resized: bool = False
    """True where later pictures are larger or smaller than the first, of the same shape."""


class Play(Payload):
    """A clip in a shot: as it is, slowed down, or over and over."""

    facts: ClipFacts
    slowed: float = 1.0
    """How many times longer it takes than in its file."""
    looped: bool = False
    muted: bool = True
    """True where a narrator speaks: the clip's own sound is then not heard."""


def play_of(facts: ClipFacts, frames: int, fps: Fraction, *, muted: bool) -> Play:
    """Return how a clip fills so many frames.

    One that is long enough is cut off; one that lacks up to a fifth is slowed down; one that is
    shorter still begins again. A frame that is missing at the end is the last one, held.
    """
    wanted = float(frames / fps)
    frame = float(1 / fps)
    if facts.seconds >= wanted - frame:
        return Play(facts=facts, muted=muted)
    slowed = round(wanted / facts.seconds, 6)
    if slowed <= SLOWEST:
        return Play(facts=facts, slowed=slowed, muted=muted)
    return Play(facts=facts, looped=True, muted=muted)
