"""The renderer made of one ffmpeg: its parts, and the version that its results carry."""

from factory.ports import Renderer
from factory.records import Provider
from resources.audio.mixer import Mixer
from resources.inspection.master_meter import Meter
from resources.inspection.segment_viewer import Viewer
from resources.machine import ffmpeg
from resources.rendering.clip_sound import ClipSounds
from resources.video.clip_reading import FfmpegClipReader
from resources.video.muxer import FfmpegMuxer
from resources.video.segment_encoder import FfmpegEncoder

VERSION = "3"
"""Raised when the same input gives other bytes: finished segments are then made again."""
RENDERER = Provider(
    role="render", name="ffmpeg", model="x264", version=VERSION, default=True, synthetic=False
)


def ffmpeg_renderer(program: str | None = None) -> Renderer:
    """Return the parts around the named ffmpeg, or the wheel's own when None.

    Raises:
        PermanentError: the named one is not there.
    """
    binary = ffmpeg.binary(program)
    return Renderer(
        provider=RENDERER,
        encoder=FfmpegEncoder(binary),
        clip_mixer=ClipSounds(binary),
        mixer=Mixer(binary),
        muxer=FfmpegMuxer(binary),
        viewer=Viewer(binary),
        meter=Meter(binary),
    )


def ffmpeg_clip_reader(program: str | None = None) -> FfmpegClipReader:
    """Return what looks into given videos, with the same ffmpeg as `ffmpeg_renderer`."""
    return FfmpegClipReader(ffmpeg.binary(program), RENDERER)
