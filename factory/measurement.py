"""Measurement: what a finished file really holds, read back from the file itself."""

from factory.payload import Payload


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


class Measurement(Payload):
    """One finished MP4, decoded from its first to its last frame."""

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
    silent: tuple[Stretch, ...]
    colour: tuple[str, str, str, str]
    """Primaries, transfer, matrix, range; `("bt709", "bt709", "bt709", "tv")` is what we write."""
    faststart: bool
    """True when the index (`moov`) stands before the media data (`mdat`)."""
    decode_errors: int
