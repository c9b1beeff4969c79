"""Formats: what a sleep video, a longform, a Short or a clip is, as data.

They are the YAML files beside this one; adding a format is adding a file.
"""

from fractions import Fraction
from functools import cache
from typing import Literal, Self

from pydantic import model_validator

from factory.documents.error_words import listed, meant
from factory.documents.shipped import shipped
from factory.errors import BadInput
from factory.records import Payload

USUAL_FORMAT = "short"
"""The format of a channel that says none."""

WIDE_THUMBNAIL, UPRIGHT_THUMBNAIL = (1280, 720), (1080, 1920)
"""Width and height in pixels."""


class Picture(Payload):
    """Output frame: pixels and frames per second."""

    width: int
    height: int
    fps: int

    @property
    def rate(self) -> Fraction:
        """Frames per second, exact."""
        return Fraction(self.fps)

    @property
    def thumbnail_size(self) -> tuple[int, int]:
        """Width and height of a thumbnail in the shape of the frame."""
        return UPRIGHT_THUMBNAIL if self.height > self.width else WIDE_THUMBNAIL


class Length(Payload):
    """How long a master of this format may be, in seconds."""

    min_seconds: float
    max_seconds: float
    asked_seconds: float | None = None
    """Exactly how long it is, unless the brief says otherwise; None: as long as its narration."""
    insert_seconds: float = 0.0
    """How much of it the channel's intro and outro take; a brief's channel decides that."""

    @property
    def narration_min_seconds(self) -> float:
        """The shortest narration that makes such a master."""
        return self.min_seconds if self.asked_seconds is None else 0.0

    @property
    def narration_max_seconds(self) -> float:
        """The longest narration that fits into such a master."""
        return self.max_seconds if self.asked_seconds is None else self.asked_seconds


class WordRange(Payload):
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
    natural: bool
    """Whether an installed voice that sounds better and takes longer speaks where a channel names none."""
    sentence_pause_seconds: float
    scene_pause_seconds: float
    lead_in_seconds: float
    tail_seconds: float


class Alone(Payload):
    """The bed after the programme's end, up to the master's: softer and softer, then a fade."""

    from_programme_db: float
    """Its level at first, counted from the programme's own loudness."""
    fall_db: float
    """How much of that it loses until the final fade; negative."""
    steps: int
    """In how many equal parts it falls; each takes one round of the bed."""
    swell_seconds: float
    """How long it takes to rise from under the programme to its own level."""
    fade_out_seconds: float


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
    alone: Alone | None = None
    """The bed after the programme's end; None: it goes on as it lies between sentences."""


class FormatCaptions(Payload):
    """Where captions stand in a format, and how much of them at once; sizes are fractions of the frame's height, margins of its sides."""

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
    look: str = "lit"
    """Name of the style in `factory/presets/caption_styles/` in which they are burned in."""
    max_chars_per_line: int
    """Of SRT and VTT; lines that are burned in hold `words_per_cue` within `safe_width`."""
    max_chars_per_second: float
    """Reading speed of SRT and VTT cues."""


class Moving(Payload):
    """Pan, zoom and hand-over between pictures."""

    zoom: float
    """How much of the picture the camera gains or loses over a shot, e.g. 0.10."""
    transition: Literal["cut", "crossfade"]
    transition_seconds: float
    easing: Literal["linear", "smooth"]


Arrangement = Literal["sequence", "loop"]


class Loop(Payload):
    """Pictures that sway in a closed motion, encoded for one period and repeated for hours."""

    arrangement: Arrangement
    """A sequence of pictures, one for each part of the narration; or one picture throughout."""
    period_seconds: float
    """How long one motion takes to come back to where it began."""
    sway: float
    """How far the window travels from its middle, as a fraction of the picture's width."""
    bridge_seconds: float
    """How long one picture takes to become the next."""
    max_pictures: int
    """A sequence never has more."""
    steps: int
    """Pictures and levels of brightness together: each is encoded for one period, and one more,
    or a bridge, leads to it."""
    darkest: float
    """Share of its brightness that the picture comes down to, in equal ratios."""
    dark_after_seconds: float
    """How long after the last word that is reached."""


class Encode(Payload):
    """x264 and AAC settings, the same for every segment of a master."""

    preset: str
    crf: int
    gop_seconds: float
    audio_kbps: int
    chroma_qp_offset: int = 0
    """Below 0 colour is kept finer than x264 would by itself, which spares it before light."""


class Takes(Payload):
    """Scenes of a format in which nobody speaks: so many, each so long, with their own sound."""

    count: int
    seconds: float


class Titles(Payload):
    """Titles drawn into the picture; a channel's `hook` and `lower_thirds` go before."""

    hook_seconds: float = 0.0
    """How long the video's title stands on its first seconds."""
    lower_third_seconds: float = 0.0
    """How long a chapter's title stands where the chapter begins."""


class Chapters(Payload):
    """YouTube's rules for chapters: first at 00:00, at least three, each of ten seconds."""

    wanted: bool
    min_count: int = 3
    min_seconds: int = 10


class Format(Payload):
    """One format profile."""

    name: str
    description: str
    calm: bool = False
    """For falling asleep: whoever writes its words keeps them even and without suspense."""
    picture: Picture
    length: Length
    words: WordRange
    scene: SceneLength
    speech: Speech
    sound: Sound
    captions: FormatCaptions
    motion: Moving
    encode: Encode
    most_mood: float = 0.34
    """Share of scenes whose pictures may show a mood alone before a rule warns."""
    chapters: Chapters
    titles: Titles = Titles()
    loop: Loop | None = None
    """How pictures last for hours; None: each lasts as long as its scene."""
    takes: Takes | None = None
    """Left out where a narrator speaks; its words then decide how long each scene is."""

    @model_validator(mode="after")
    def _burns_nothing_into_loops(self) -> Self:
        if self.loop and self.captions.burned:
            raise ValueError("captions cannot be burned into pictures that repeat")
        return self

    @property
    def narrated(self) -> bool:
        """Whether somebody speaks."""
        return self.takes is None

    def ordered(self, asked_seconds: float | None, arrangement: Arrangement | None) -> "Format":
        """Return the profile with the brief's own length and arrangement, where it names any."""
        length, loop = self.length, self.loop
        if asked_seconds is not None:
            length = length.model_copy(update={"asked_seconds": asked_seconds})
        if loop and arrangement:
            loop = loop.model_copy(update={"arrangement": arrangement})
        return self.model_copy(update={"length": length, "loop": loop})

    def beside(self, insert_seconds: float) -> "Format":
        """Return the profile with room for an intro and an outro: fewer words are told.

        The same where pictures loop: those have neither.
        """
        if self.loop or not insert_seconds:
            return self
        words = self.words
        if self.narrated:
            fewer = round(insert_seconds * self.speech.words_per_minute / 60)
            low = max(1, words.min - fewer)
            words = WordRange(min=low, max=max(low, words.max - fewer))
        length = self.length.model_copy(update={"insert_seconds": insert_seconds})
        return self.model_copy(update={"words": words, "length": length})


@cache
def formats() -> dict[str, Format]:
    """Return every profile by name."""
    return {profile.name: profile for profile in shipped("video_formats", Format)}


def format_named(name: str) -> Format:
    """Return the profile; raise BadInput naming the formats there are."""
    known = formats()
    if name not in known:
        raise BadInput(
            f"format {name[:60]!r} is unknown; there are: {listed(sorted(known))}{meant(name, known)}"
        )
    return known[name]


def seconds_of_words(words: int, speech: Speech) -> float:
    """Return about how long so many words take, pauses between sentences included."""
    return words * 60 / speech.words_per_minute
