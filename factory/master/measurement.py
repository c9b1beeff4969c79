"""Measurement: what a finished file really holds, read back from the file itself."""

from factory.records import Payload


class Stretch(Payload):
    """A stretch of the file, in seconds."""

    start: float
    end: float

    @property
    def seconds(self) -> float:
        """Its length."""
        return self.end - self.start


class Loudness(Payload):
    """EBU R 128 over a whole programme."""

    integrated_lufs: float
    range_lu: float
    true_peak_dbtp: float


class FrameLook(Payload):
    """One frame in two figures, both as shares of the luma range."""

    mean: float
    """0 is black, 1 is white."""
    spread: float
    """Standard deviation: 0 is one colour all over."""


class CaptionSync(Payload):
    """Captions against the speech that is heard in the file."""

    judged: int
    """Cues that begin after a pause, where the ear can tell when speech begins."""
    median_seconds: float
    """How far such a cue's start lies from the rise of the voice, whichever comes first."""
    p95_seconds: float
    spoken_share: float
    """Share of all cues under whose words somebody speaks."""


class Joins(Payload):
    """The joins of a master that is made of pieces."""

    judged: int
    picture_jump: float
    """The worst change of picture at a join beyond what it does about it, in levels of 255."""
    click_db: float
    """The sharpest edge at a join of sounds, over the sharpest about it; below 0 is none."""


NO_JOINS = Joins(judged=0, picture_jump=0.0, click_db=0.0)


class Measurement(Payload):
    """One finished MP4, every frame and sample of it."""

    sha256: str
    """Of the file that was measured; a measurement says nothing about any other file."""
    bytes: int
    video_codec: str
    pixel_format: str
    width: int
    height: int
    fps: str
    """As a fraction, `30/1`."""
    frames: int
    video_seconds: float
    audio_codec: str
    sample_rate: int
    channels: int
    audio_seconds: float
    loudness: Loudness
    """Of the decoded AAC, not of the mix before it."""
    black: tuple[Stretch, ...]
    frozen: tuple[Stretch, ...]
    flat: tuple[Stretch, ...]
    """Where the picture is one colour all over."""
    silent: tuple[Stretch, ...]
    duplicate_frames: int
    """Frames of the scenes that show just what the frame before shows; an intro and an outro are
    left out, which may stand still or have a lower rate."""
    longest_duplicate_frames: int
    """The most of them in a row."""
    first_frame: FrameLook
    last_frame: FrameLook
    caption_changes: int
    """How many times burned captions were to come or go; 0 when none were expected."""
    outside: tuple[Stretch, ...]
    """Where something came or went with a burned caption outside its safe area."""
    sync: CaptionSync | None
    """None when no captions were expected, or no cue begins after a pause."""
    joins: Joins
    """Of pieces that repeat; none are judged in a master without any."""
    altered_packets: int
    """Packets that are not those of the pieces it was joined from."""
    even: bool
    """Whether frames, and packets of sound, follow at an even pace."""
    colour: tuple[str, str, str, str]
    """Primaries, transfer, matrix, range; `("bt709", "bt709", "bt709", "tv")` is what we write."""
    faststart: bool
    """True when the index (`moov`) stands before the media data (`mdat`)."""
    decode_errors: int
