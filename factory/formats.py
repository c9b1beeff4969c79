"""Format profiles: what a sleep video, a longform, a Short or a clip is, as data.

The profiles are the YAML files in `factory/profiles/`; adding a format is adding a file.
"""

from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from factory.errors import BadInput
from factory.payload import Payload


class Picture(Payload):
    """Output frame: pixels and frames per second."""

    width: int
    height: int
    fps: int

    @property
    def rate(self) -> Fraction:
        """Frames per second, exact."""
        return Fraction(self.fps)


class Length(Payload):
    """How long a master of this format may be, in seconds."""

    min_seconds: float
    max_seconds: float


class Words(Payload):
    """How many words a brief of this format may hold."""

    min: int
    max: int


class SceneLength(Payload):
    """How long one picture stands, in seconds: sentences are grouped to lie between these."""

    min_seconds: float
    max_seconds: float


class Speech(Payload):
    """How the narration is spoken."""

    words_per_minute: float
    """Measured pace of the default voice at `speed`, pauses included; for estimates only."""
    speed: float
    """1.0 is the voice's own pace; larger is faster."""
    sentence_pause_seconds: float
    scene_pause_seconds: float
    lead_in_seconds: float
    tail_seconds: float


class Sound(Payload):
    """Loudness of the finished file, and how the bed lies under the voice."""

    integrated_lufs: float
    tolerance_lu: float
    true_peak_dbtp: float
    max_range_lu: float | None
    bed_db: float
    """Level of the bed under the voice's own, in dB; negative."""
    duck_db: float
    """How much further the bed drops while the voice speaks; negative."""


class CaptionStyle(Payload):
    """How captions look; sizes are fractions of the frame's height, margins of its sides."""

    burned: bool
    font: str
    size: float
    words_per_cue: int
    """Most words on screen at once when burned in."""
    safe_width: float
    """Fraction of the width that text may fill, centred."""
    safe_top: float
    safe_bottom: float
    """Text stays between these fractions of the height, from the top."""
    baseline: float
    """Where the text stands, as a fraction of the height from the top."""
    max_chars_per_line: int
    max_chars_per_second: float
    """Reading speed of SRT and VTT cues."""


class Moving(Payload):
    """Pan, zoom and hand-over between pictures."""

    zoom: float
    """How much of the picture the camera gains or loses over a shot, e.g. 0.10."""
    transition: Literal["cut", "crossfade"]
    transition_seconds: float
    easing: Literal["linear", "smooth"]


class Encode(Payload):
    """x264 and AAC settings, the same for every segment of a master."""

    preset: str
    crf: int
    gop_seconds: float
    audio_kbps: int


class Chapters(Payload):
    """YouTube's rules for chapters: first at 00:00, at least three, each of ten seconds."""

    wanted: bool
    min_count: int = 3
    min_seconds: int = 10


class Format(Payload):
    """One format profile."""

    name: str
    description: str
    picture: Picture
    length: Length
    words: Words
    scene: SceneLength
    speech: Speech
    sound: Sound
    captions: CaptionStyle
    motion: Moving
    encode: Encode
    chapters: Chapters


@cache
def formats() -> dict[str, Format]:
    """Return every profile by name."""
    folder = files("factory") / "profiles"
    profiles: dict[str, Format] = {}
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".yaml"):
            data: dict[str, Any] = yaml.safe_load(entry.read_text(encoding="utf-8"))
            profile = Format.model_validate(data)
            profiles[profile.name] = profile
    return profiles


def format_named(name: str) -> Format:
    """Return the profile; raise BadInput naming the formats there are."""
    known = formats()
    if name not in known:
        raise BadInput(f"format {name[:60]!r} is unknown; there are: {', '.join(sorted(known))}")
    return known[name]
