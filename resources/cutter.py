"""The cutter: segments, sound, join and measuring, all done by ffmpeg, behind one port."""

from collections.abc import Callable, Sequence
from pathlib import Path

from factory.formats import Encode, Moving, Picture, Sound
from factory.measurement import Measurement
from factory.payload import Provider
from factory.timeline import Shot
from factory.work import Detail
from resources import ffmpeg
from resources.fonts import SHIPPED, font_file
from resources.meter import Meter
from resources.mixer import Mixer
from resources.muxer import Muxer
from resources.segments import SegmentEncoder

VERSION = "1"
"""Raised when the same input gives other bytes: finished segments are then made again."""


class FfmpegCutter:
    """Renders, mixes and joins; see `factory.ports.Cutter`."""

    provider = Provider(
        role="render", name="ffmpeg", model="x264", version=VERSION, default=True, synthetic=False
    )

    def __init__(self, program: str | None = None) -> None:
        """Take the named ffmpeg, or the wheel's own when None.

        Raises:
            PermanentError: the named one is not there, or a font's package is missing.
        """
        binary = ffmpeg.binary(program)
        self._segments = SegmentEncoder(binary, tuple(font_file(name) for name in SHIPPED))
        self._mixer = Mixer(binary)
        self._muxer = Muxer(binary)
        self._meter = Meter(binary)

    def segment(
        self,
        shot: Shot,
        pictures: tuple[Path, Path | None],
        previous: Shot | None,
        picture: Picture,
        motion: Moving,
        encode: Encode,
        captions: bytes | None,
        target: Path,
        on_frame: Callable[[int], None],
    ) -> Detail:
        """See `resources.segments.SegmentEncoder.segment`."""
        return self._segments.segment(
            shot, pictures, previous, picture, motion, encode, captions, target, on_frame
        )

    def sound(
        self,
        narration: Path,
        bed: Path | None,
        samples_48k: int,
        sound: Sound,
        encode: Encode,
        target: Path,
    ) -> Detail:
        """See `resources.mixer.Mixer.sound`."""
        return self._mixer.sound(narration, bed, samples_48k, sound, encode, target)

    def join(self, segments: Sequence[Path], sound: Path, picture: Picture, target: Path) -> Detail:
        """See `resources.muxer.Muxer.join`."""
        return self._muxer.join(segments, sound, picture, target)

    def measure(self, master: Path) -> Measurement:
        """See `resources.meter.Meter.measure`."""
        return self._meter.measure(master)
