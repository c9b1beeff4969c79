"""Segments: one shot each, encoded once as closed H.264 that joins by stream copy."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import ffmpeg as graph

from factory.errors import PermanentError
from factory.formats import Encode, Moving, Picture
from factory.timeline import Shot
from factory.work import Detail
from resources import ffmpeg
from resources.camera import Camera, Plane, cross_faded, frame_buffer

THREADS = 2
"""x264's own threads. The encoded bytes depend on it, so it is the same on every machine."""
TIMESCALE_PER_FRAME = 512
"""Ticks of the segment's clock per frame: every time is a whole number at any whole frame rate."""


@dataclass(frozen=True, slots=True)
class SegmentEncoder:
    """Turns shots into segments with one ffmpeg and the fonts that captions may name."""

    program: Path
    fonts: tuple[Path, ...]

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
        """See `factory.ports.Cutter.segment`.

        Raises:
            PermanentError: a picture cannot be read, ffmpeg failed, or frames are missing.
            TransientError: ffmpeg was killed.
        """
        frames = shot_frames(shot, pictures, previous, picture, motion)
        count = _Count(on_frame)
        with TemporaryDirectory(prefix="segment-", dir=target.absolute().parent) as scratch:
            encoded = Path(scratch) / "segment.mp4"
            stage(Path(scratch), captions, self.fonts)
            ffmpeg.run(
                encode_args(picture, encode, encoded, captioned=captions is not None),
                doing=f"encode the segment of scene {shot.scene_id}",
                program=self.program,
                stdin=(frame.data for frame in frames),
                on_progress=count.report,
                folder=Path(scratch),
            )
            if count.frames != shot.frames:
                raise PermanentError(
                    f"the segment of scene {shot.scene_id} holds {count.frames} frames, "
                    f"wanted {shot.frames}; render it again"
                )
            encoded.replace(target)
        return {"frames": shot.frames}


def stage(scratch: Path, captions: bytes | None, fonts: Sequence[Path]) -> None:
    """Put what the caption filter reads into the folder, so that it is named without a path."""
    if captions is None:
        return
    (scratch / "captions.ass").write_bytes(captions)
    (scratch / "fonts").mkdir()
    for font in fonts:
        (scratch / "fonts" / font.name).symlink_to(font.absolute())


def shot_frames(
    shot: Shot,
    pictures: tuple[Path, Path | None],
    previous: Shot | None,
    picture: Picture,
    motion: Moving,
) -> Iterator[Plane]:
    """Yield the shot's frames; a frame is valid until the next one is asked for."""
    mine, other = pictures
    camera = Camera(mine, shot.motion, shot.motion_frames, picture, motion.easing)
    frames = _frames(camera, 0, shot.frames, picture)
    if previous is None or other is None or not shot.transition_frames:
        return frames
    before = Camera(other, previous.motion, previous.motion_frames, picture, motion.easing)
    fading = _frames(before, previous.frames, shot.transition_frames, picture)
    return cross_faded(fading, frames, shot.transition_frames, picture)


def encode_args(
    picture: Picture, encode: Encode, target: Path, *, captioned: bool, source: str = "pipe:"
) -> list[str]:
    """Return ffmpeg's arguments for raw frames to a segment, the same for every segment.

    Captions are read where it runs, from what `stage` put there.
    """
    stream = graph.input(
        source,
        format="rawvideo",
        pixel_format="yuv420p",
        video_size=(picture.width, picture.height),
        framerate=picture.fps,
    )
    stream = stream.filter(
        "setparams",
        range="tv",
        color_primaries="bt709",
        color_trc="bt709",
        colorspace="bt709",
        chroma_location="left",
    )
    if captioned:
        stream = stream.filter("ass", filename="captions.ass", fontsdir="fonts")
    gop = round(encode.gop_seconds * picture.fps)
    return stream.output(
        str(target),
        format="mp4",
        vcodec="libx264",
        preset=encode.preset,
        crf=encode.crf,
        pix_fmt="yuv420p",
        threads=THREADS,
        g=gop,
        keyint_min=gop,
        sc_threshold=0,
        **{"x264-params": "open-gop=0", "flags:v": "+cgop+bitexact"},
        fflags="+bitexact",
        video_track_timescale=picture.fps * TIMESCALE_PER_FRAME,
    ).get_args()


def _frames(camera: Camera, first: int, count: int, picture: Picture) -> Iterator[Plane]:
    buffer = frame_buffer(picture)
    for index in range(first, first + count):
        camera.frame(index, buffer)
        yield buffer


class _Count:
    """Turns ffmpeg's running totals into how many frames are new."""

    def __init__(self, on_frame: Callable[[int], None]) -> None:
        self.frames = 0
        self._on_frame = on_frame

    def report(self, progress: dict[str, str]) -> None:
        total = int(progress.get("frame", 0))
        if total > self.frames:
            self._on_frame(total - self.frames)
            self.frames = total
