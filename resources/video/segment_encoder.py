"""Segments: one shot each, encoded once as closed H.264 (x264: preset, CRF, keyframes) that joins by stream copy."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ffmpeg as graph

from factory.errors import PermanentError
from factory.graphics.overlay import Overlay
from factory.master.unit_details import SegmentDetail
from factory.pictures.camera_motion import Window
from factory.ports import SegmentOrder
from factory.timeline.timeline import Leaving, Shot
from factory.video_formats.formats import Encode, Moving, Picture
from resources.machine import ffmpeg
from resources.video.camera import Camera, Plane, cross_faded, frame_buffer
from resources.video.clip_conforming import ClipDecoder, tolerant
from resources.video.dimming import dimmed
from resources.video.overlays import overlaid, stage

THREADS = 2
"""x264's own threads. The encoded bytes depend on it, so it is the same on every machine."""
ADDED_TO_PRESETS = {"superfast": "mbtree=1:rc-lookahead=10:subme=2:b-adapt=0:weightp=0"}
"""What a preset leaves out though moving stills want it: quality goes where it lasts, and motion is
followed by fractions of a pixel. Measured on a scene of a Short against `veryfast` at one crf: a fifth to
a third less CPU, PSNR within 0.05 dB, the file no larger; `superfast` as it is makes it four times as large."""
TIMESCALE_PER_FRAME = 512
"""Ticks of the segment's clock per frame: every time is a whole number at any whole frame rate."""


@dataclass(frozen=True, slots=True)
class FfmpegEncoder:
    """Turns shots into segments with one ffmpeg; see `factory.ports.SegmentEncoder`."""

    program: Path

    def segment(
        self, order: SegmentOrder, target: Path, on_frame: Callable[[int], None]
    ) -> SegmentDetail:
        """See `factory.ports.SegmentEncoder.segment`.

        An ffmpeg that dies under it is started once more.

        Raises:
            PermanentError: a picture cannot be read, ffmpeg died twice, or frames are missing.
        """
        count = _Count(on_frame)
        try:
            return self._encoded(order, target, count)
        except (ffmpeg.Killed, ffmpeg.Died):
            count.begin_again()
        try:
            return self._encoded(order, target, count)
        except (ffmpeg.Killed, ffmpeg.Died) as error:
            raise PermanentError(f"{error}\nThat was the second attempt.") from error

    def _encoded(self, order: SegmentOrder, target: Path, count: "_Count") -> SegmentDetail:
        shot, picture = order.shot, order.picture
        with TemporaryDirectory(prefix="segment-", dir=target.absolute().parent) as scratch:
            encoded = Path(scratch) / "segment.mp4"
            stage(Path(scratch), order.overlay, picture)
            decoder = ClipDecoder(self.program, Path(scratch), picture)
            stream, fed = shot_stream(
                shot, order.pictures, order.previous, picture, order.motion, decoder
            )
            ffmpeg.run(
                segment_args(stream, picture, order.encode, encoded, order.overlay),
                doing=f"encode the segment of scene {shot.scene_id}",
                program=self.program,
                stdin=None if fed is None else (frame.data for frame in fed),
                on_progress=count.report,
                folder=Path(scratch),
            )
            if count.frames != shot.frames:
                raise PermanentError(
                    f"the segment of scene {shot.scene_id} holds {count.frames} frames, "
                    f"wanted {shot.frames}; render it again"
                )
            encoded.replace(target)
        return SegmentDetail(frames=shot.frames)


def shot_stream(
    shot: Shot,
    pictures: tuple[Path, Path | None],
    previous: Leaving | None,
    picture: Picture,
    motion: Moving,
    decoder: ClipDecoder,
) -> tuple[Any, Iterator[Plane] | None]:
    """Return the shot's frames as ffmpeg's stream, and the frames to feed to its pipe, if any.

    A clip goes from its file to the encoder without leaving ffmpeg; only the few frames that
    are blended with the shot before it go through here.
    """
    tail = _tail(shot, pictures[1], previous, decoder)
    if shot.clip is None:
        return raw_frames(picture), shot_frames(shot, pictures, previous, picture, motion, tail)
    blended = shot.transition_frames if pictures[1] is not None and previous is not None else 0
    body = decoder.stream(pictures[0], shot.clip, blended, shot.frames - blended)
    if not blended or previous is None or pictures[1] is None:
        return body, None
    before = tail or _parting(previous, pictures[1], blended, picture)
    own = iter(decoder.frames(pictures[0], shot.clip, 0, blended))
    head = cross_faded(before, own, blended, picture)
    return graph.concat(raw_frames(picture), body, v=1, a=0), head


def _tail(
    shot: Shot, picture: Path | None, previous: Leaving | None, decoder: ClipDecoder
) -> Iterator[Plane] | None:
    """Return the frames that go on fading from the clip before the shot, if it is one."""
    if picture is None or previous is None or previous.clip is None:
        return None
    return iter(
        decoder.frames(picture, previous.clip, previous.clip_frames, shot.transition_frames)
    )


def shot_frames(
    shot: Shot,
    pictures: tuple[Path, Path | None],
    previous: Leaving | None,
    picture: Picture,
    motion: Moving,
    tail: Iterator[Plane] | None = None,
) -> Iterator[Plane]:
    """Yield the frames of a still; each is valid until the next one is asked for.

    `tail` is what fades out where the shot before is a clip.
    """
    mine, other = pictures
    frames = _drawn(Camera(mine, shot.motion, picture), shot.windows(motion.easing), picture)
    if previous is not None and other is not None and shot.transition_frames:
        before = tail or _parting(previous, other, shot.transition_frames, picture)
        frames = cross_faded(before, frames, shot.transition_frames, picture)
    return frames if shot.level == (1.0, 1.0) else dimmed(frames, shot.level, shot.frames, picture)


def raw_frames(picture: Picture, source: str = "pipe:") -> Any:
    """Return frames as they are, from a pipe or a file, as ffmpeg's stream."""
    return graph.input(
        source,
        format="rawvideo",
        pixel_format="yuv420p",
        video_size=(picture.width, picture.height),
        framerate=picture.fps,
    )


def encode_args(
    picture: Picture, encode: Encode, target: Path, overlay: Overlay, *, source: str = "pipe:"
) -> list[str]:
    """Return ffmpeg's arguments for raw frames to a segment."""
    return segment_args(raw_frames(picture, source), picture, encode, target, overlay)


def segment_args(
    stream: Any, picture: Picture, encode: Encode, target: Path, overlay: Overlay
) -> list[str]:
    """Return ffmpeg's arguments for frames of any origin to a segment, the same for every segment.

    What lies over the pictures is read where it runs, from what `stage` put there.
    """
    stream = stream.filter(
        "setparams",
        range="tv",
        color_primaries="bt709",
        color_trc="bt709",
        colorspace="bt709",
        chroma_location="left",
    )
    stream = overlaid(stream, overlay, picture)
    gop = round(encode.gop_seconds * picture.fps)
    x264 = f"open-gop=0:chroma-qp-offset={encode.chroma_qp_offset}"
    if added := ADDED_TO_PRESETS.get(encode.preset):
        x264 = f"{x264}:{added}"
    output = stream.output(
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
        **{"x264-params": x264, "flags:v": "+cgop+bitexact"},
        fflags="+bitexact",
        video_track_timescale=picture.fps * TIMESCALE_PER_FRAME,
    )
    return tolerant(output)


def _parting(leaving: Leaving, still: Path, frames: int, picture: Picture) -> Iterator[Plane]:
    """Return the frames of a still while the next picture fades in."""
    return _drawn(Camera(still, leaving.motion, picture), leaving.windows(frames), picture)


def _drawn(camera: Camera, windows: Iterable[Window], picture: Picture) -> Iterator[Plane]:
    buffer = frame_buffer(picture)
    for window in windows:
        camera.draw(window, buffer)
        yield buffer


class _Count:
    """Turns ffmpeg's running totals into how many frames are new."""

    def __init__(self, on_frame: Callable[[int], None]) -> None:
        self.frames = 0
        self._told = 0
        self._on_frame = on_frame

    def begin_again(self) -> None:
        """Count from nothing; what was told once is not told again."""
        self.frames = 0

    def report(self, progress: dict[str, str]) -> None:
        self.frames = max(self.frames, int(progress.get("frame", 0)))
        if self.frames > self._told:
            self._on_frame(self.frames - self._told)
            self._told = self.frames
