"""The cutter: segments, sound, join and measuring, all done by ffmpeg, behind one port."""

from collections.abc import Callable, Sequence
from pathlib import Path

from factory.graphics.overlay import Overlay
from factory.master.expected_captions import Box, Captioned
from factory.master.measurement import Measurement
from factory.pictures.clips import ClipFacts
from factory.presets.formats import Encode, Moving, Picture, Sound
from factory.records import Provider
from factory.timeline.clip_sound import Sounding
from factory.timeline.soundtrack import SoundtrackPart
from factory.timeline.timeline import Leaving, Shot
from factory.work import Detail, Strip, Tracks
from resources.audio.mixer import Mixer
from resources.inspection.master_meter import Meter
from resources.inspection.segment_viewer import Viewer
from resources.machine import ffmpeg
from resources.rendering.clip_sound import ClipSounds
from resources.video.clip_conforming import still
from resources.video.muxer import Muxer
from resources.video.probe import probe
from resources.video.segments import SegmentEncoder

VERSION = "3"
"""Raised when the same input gives other bytes: finished segments are then made again."""


class FfmpegCutter:
    """Renders, mixes and joins; see `factory.ports.Cutter`."""

    provider = Provider(
        role="render", name="ffmpeg", model="x264", version=VERSION, default=True, synthetic=False
    )

    def __init__(self, program: str | None = None) -> None:
        """Take the named ffmpeg, or the wheel's own when None.

        Raises:
            PermanentError: the named one is not there.
        """
        binary = ffmpeg.binary(program)
        self._segments = SegmentEncoder(binary)
        self._program = binary
        self._sounds = ClipSounds(binary)
        self._mixer = Mixer(binary)
        self._muxer = Muxer(binary)
        self._viewer = Viewer(binary)
        self._meter = Meter(binary)

    def segment(
        self,
        shot: Shot,
        pictures: tuple[Path, Path | None],
        previous: Leaving | None,
        picture: Picture,
        motion: Moving,
        encode: Encode,
        overlay: Overlay,
        target: Path,
        on_frame: Callable[[int], None],
    ) -> Detail:
        """See `resources.video.segments.SegmentEncoder.segment`."""
        return self._segments.segment(
            shot, pictures, previous, picture, motion, encode, overlay, target, on_frame
        )

    def gauge(
        self,
        programme: Path,
        bed: Path | None,
        piece: SoundtrackPart,
        target_lufs: float,
        sound: Sound,
    ) -> Detail:
        """See `resources.audio.mixer.Mixer.gauge`."""
        return self._mixer.gauge(programme, bed, piece, target_lufs, sound)

    def sound(
        self,
        programme: Path,
        bed: Path | None,
        piece: SoundtrackPart,
        sound: Sound,
        encode: Encode,
        target: Path,
    ) -> Detail:
        """See `resources.audio.mixer.Mixer.sound`."""
        return self._mixer.sound(programme, bed, piece, sound, encode, target)

    def programme(
        self,
        narration: Path | None,
        parts: Sequence[tuple[Sounding, Path]],
        samples_48k: int,
        target: Path,
    ) -> Detail:
        """See `resources.rendering.clip_sound.ClipSounds.programme`."""
        return self._sounds.programme(narration, parts, samples_48k, target)

    def probe(self, clip: Path) -> ClipFacts:
        """See `resources.video.probe.probe`."""
        return probe(clip)

    def still(self, clip: Path, facts: ClipFacts, width: int, height: int, target: Path) -> Detail:
        """See `resources.video.clip_conforming.still`."""
        return still(clip, facts, (width, height), self._program, target)

    def join(
        self,
        picture: Sequence[Strip],
        sound: Sequence[Strip],
        tracks: Tracks,
        output: Picture,
        target: Path,
    ) -> Detail:
        """See `resources.video.muxer.Muxer.join`."""
        return self._muxer.join(picture, sound, tracks, output, target)

    def view(
        self,
        segment: Path,
        picture: Picture,
        changes: Sequence[int],
        captions_inside: Box | None,
        target: Path,
    ) -> Detail:
        """See `resources.inspection.segment_viewer.Viewer.view`."""
        return self._viewer.view(segment, picture, changes, captions_inside, target)

    def measure(
        self,
        master: Path,
        captioned: Captioned,
        picture: Sequence[Strip],
        sound: Sequence[Strip],
        viewings: Sequence[Path],
        body: tuple[int, int],
    ) -> Measurement:
        """See `resources.inspection.master_meter.Meter.measure`."""
        return self._meter.measure(master, captioned, picture, sound, viewings, body)
