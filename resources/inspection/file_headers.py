"""Headers: what a finished file says of itself before anything in it is decoded."""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
from av.error import FFmpegError

from factory.errors import PermanentError

# ITU-T H.273, tables 2 to 4: code points that players know by name.
_COLOURS = {1: "bt709", 5: "bt470bg", 6: "smpte170m", 9: "bt2020", 13: "iec61966-2-1"}
_RANGES = {1: "tv", 2: "pc"}


@dataclass(frozen=True, slots=True)
class Headers:
    """The fields of `factory.master.measurement.Measurement` of the same names."""

    video_codec: str
    pixel_format: str
    width: int
    height: int
    fps: str
    video_seconds: float
    audio_codec: str
    sample_rate: int
    channels: int
    audio_seconds: float
    colour: tuple[str, str, str, str]

    @property
    def rate(self) -> float:
        """Frames per second; 1 where the file does not say."""
        above, _, below = self.fps.partition("/")
        return int(above) / int(below) if above and below and int(below) else 1.0


def read_headers(master: Path) -> Headers:
    """Return what the headers say; decoding has the last word on everything that it sees.

    Raises:
        PermanentError: the file is no MP4 with one picture and one sound stream.
    """
    try:
        with av.open(str(master)) as media:
            return _headers(media.streams.video[0], media.streams.audio[0])
    except (FFmpegError, IndexError) as error:
        raise PermanentError(
            f"{master.name} cannot be measured: wanted a file with picture and sound, "
            f"found {error}; render it again"
        ) from error


def _headers(video: Any, sound: Any) -> Headers:
    code, rate = video.codec_context, video.average_rate
    return Headers(
        video_codec=code.name,
        pixel_format=code.pix_fmt or "",
        width=code.width,
        height=code.height,
        fps=f"{rate.numerator}/{rate.denominator}" if rate else "",
        video_seconds=_seconds(video),
        audio_codec=sound.codec_context.name,
        sample_rate=sound.codec_context.sample_rate,
        channels=sound.codec_context.channels,
        audio_seconds=_seconds(sound),
        colour=(
            _COLOURS.get(code.color_primaries, str(code.color_primaries)),
            _COLOURS.get(code.color_trc, str(code.color_trc)),
            _COLOURS.get(code.colorspace, str(code.colorspace)),
            _RANGES.get(code.color_range, str(code.color_range)),
        ),
    )


def _seconds(stream: Any) -> float:
    return float(stream.duration * stream.time_base) if stream.duration else 0.0


def index_first(file: Path) -> bool:
    """Tell whether `moov` stands before `mdat` (ISO 14496-12, 4.2: size, type, large size)."""
    with file.open("rb") as media:
        while len(head := media.read(8)) == 8:
            size, kind = struct.unpack(">I4s", head)
            if kind in (b"moov", b"mdat"):
                return kind == b"moov"
            read = 8
            if size == 1:
                (size,) = struct.unpack(">Q", media.read(8))
                read = 16
            if size < read:
                return False
            media.seek(size - read, 1)
    return False
