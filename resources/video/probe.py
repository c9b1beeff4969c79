"""Reads what a given video file holds, without trusting it: opened, demuxed, and one frame decoded."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
from av.error import FFmpegError

from factory.errors import BadInput
from factory.pictures.clips import ClipFacts, Colour
from resources.user_files.kinds import kind_of, nature_of, only
from resources.user_files.reading import reading

KINDS = "mov,mp4,matroska,webm,avi,mpeg,mpegts,flv,ogg,asf,gif"
"""ffmpeg's demuxers that may open a clip; none of them reads another file or an address."""
WANTED = "wanted: a video such as MP4, MOV or WebM"

MAX_BYTES = 4 * 1024**3
MIN_SECONDS, MAX_SECONDS = 0.5, 4 * 3600.0
MIN_SIDE_PX, MAX_SIDE_PX = 64, 8192
MAX_STREAMS = 32
PROMISE = 0.9
"""A file whose pictures end before this part of the length its header gives has been cut off."""
SAME_SHAPE = 0.02
"""Sides are even numbers, so that the same shape in two sizes may differ by so much."""
LOOKED_AT_KEY_FRAMES = 120
"""Some four minutes: no scene shows more of one clip without beginning it again."""
LOOKED_AT_FRAMES = 3
"""The first frame of an interlaced film may be a whole one."""
SMALLEST_HD_ROWS = 720
"""Where a file does not say its colours, larger pictures are BT.709 and smaller ones BT.601."""

# ITU-T H.273, tables 2 to 4.
PQ, HLG, BT2020_PRIMARIES = 16, 18, 9
MATRICES: dict[int, Colour] = {
    0: "rgb", 1: "bt709", 4: "bt601", 5: "bt601", 6: "bt601", 9: "bt2020", 10: "bt2020"
}  # fmt: skip
FULL_RANGE = 2


def probe(path: Path, name: str = "") -> ClipFacts:
    """Return what a video holds.

    Args:
        path: the file.
        name: what messages call it; its own name when empty.

    Raises:
        BadInput: it is no video, broken, cut off, too short, too long, too small or too large.
    """
    subject = f"clip {name or path.name!r}"
    size = path.stat().st_size
    if not 0 < size <= MAX_BYTES:
        raise BadInput(f"{subject} has {size:,} bytes; wanted: 1 to {MAX_BYTES:,}")
    with _opened(path, subject) as media:
        video, sound = _streams(media, subject)
        indices = (video.index, sound.index if sound else None)
        frames = _first_frames(media, video, subject)
        shown, square = _size(video, frames[0], subject)
        alpha = any(part.is_alpha for part in frames[0].format.components)
        decoder = _keeping_alpha(video)
    with _opened(path, subject) as media:  # from the start again: not every file can be rewound
        extent = _extent(media, *indices)
    _check(extent, subject)
    with _opened(path, subject) as media:
        resized = _resized(media, indices[0], subject)
    return ClipFacts(
        width=shown[0],
        height=shown[1],
        seconds=round(extent.seconds, 6),
        fps=round(extent.frames / extent.seconds, 3),
        sound=extent.sound_packets > 0,
        pixel_format=frames[0].format.name,
        colour=_colour(frames[0], shown[1]),
        full_range=_full_range(frames[0]),
        interlaced=any(frame.interlaced_frame for frame in frames),
        square=square,
        alpha=alpha or bool(decoder),
        stream=indices[0],
        decoder=decoder,
        resized=resized,
    )


@contextmanager
def _opened(path: Path, subject: str) -> Iterator[Any]:
    """Open a file by what it holds, whatever it is called; nothing else is read on its behalf."""
    kind = kind_of(path)
    if kind is None or not set(kind.readers.split(",")) & set(KINDS.split(",")):
        raise BadInput(f"{subject} cannot be read: it is {nature_of(path)}; {WANTED}")
    with reading(subject, WANTED.removeprefix("wanted: ")):
        try:
            with av.open(str(path.absolute()), options=only(kind)) as media:
                yield media
        except FFmpegError as error:
            raise BadInput(f"{subject} cannot be read: {error.strerror}; {WANTED}") from error


def _streams(media: Any, subject: str) -> tuple[Any, Any]:
    """Return the picture's stream and the sound's, or None where there is no sound."""
    if len(media.streams) > MAX_STREAMS:
        found = f"{len(media.streams)} streams"
        raise BadInput(f"{subject} has {found}; wanted: {MAX_STREAMS} at most")
    # A song's cover is a stream of one picture, and no video.
    videos = [s for s in media.streams.video if not s.disposition & s.disposition.attached_pic]
    sounds = [s for s in media.streams.audio if s.codec_context is not None]
    if not videos or videos[0].codec_context is None:
        kinds = ", ".join(sorted({s.type for s in media.streams})) or "nothing"
        raise BadInput(f"{subject} holds {kinds} but no picture that can be decoded; {WANTED}")
    main = max(videos, key=lambda stream: _pixels(stream.codec_context))
    return main, sounds[0] if sounds else None


def _pixels(context: Any) -> int:
    return context.width * context.height if context else 0


def _keeping_alpha(video: Any) -> str:
    """Return the decoder that keeps the transparency of VP8 and VP9; ffmpeg's own drops it."""
    if video.metadata.get("alpha_mode") != "1":
        return ""
    return {"vp8": "libvpx", "vp9": "libvpx-vp9"}.get(video.codec_context.codec.canonical_name, "")


def _resized(media: Any, index: int, subject: str) -> bool:
    """Tell whether later pictures have another size; a size changes with a key frame alone.

    Raises:
        BadInput: one has another shape.
    """
    video = media.streams[index]
    video.codec_context.skip_frame = "NONKEY"
    sizes: list[tuple[int, int]] = []
    with suppress(FFmpegError):  # damage is judged where the clip is chosen
        for number, frame in enumerate(media.decode(video)):
            if (frame.width, frame.height) not in sizes:
                sizes.append((frame.width, frame.height))
            if number == LOOKED_AT_KEY_FRAMES:
                break
    width, height = sizes[0] if sizes else (1, 1)
    for other in sizes[1:]:
        if abs(other[0] * height / (other[1] * width) - 1) > SAME_SHAPE:
            raise BadInput(
                f"{subject} is {width}x{height} px first and {other[0]}x{other[1]} px later; wanted: "
                "one shape from beginning to end. Cut it where it changes, and give the parts"
            )
    return len(sizes) > 1


def _first_frames(media: Any, video: Any, subject: str) -> list[Any]:
    width, height = video.codec_context.width, video.codec_context.height
    if not (MIN_SIDE_PX <= min(width, height) and max(width, height) <= MAX_SIDE_PX):
        raise BadInput(
            f"{subject} is {width}x{height} px; wanted: {MIN_SIDE_PX} to {MAX_SIDE_PX} px a side"
        )
    frames: list[Any] = []
    for frame in media.decode(video):
        frames.append(frame)
        if len(frames) == LOOKED_AT_FRAMES:
            break
    if not frames:
        raise BadInput(f"{subject} has no frame that can be decoded; {WANTED}")
    return frames


def _size(video: Any, frame: Any, subject: str) -> tuple[tuple[int, int], bool]:
    """Return the size as shown, and whether its pixels are square."""
    aspect = video.sample_aspect_ratio or 1
    width, height = round(frame.width * aspect), frame.height
    if not (MIN_SIDE_PX <= width <= 4 * MAX_SIDE_PX):
        raise BadInput(f"{subject} has pixels {float(aspect):g} times as wide as high; {WANTED}")
    turned = frame.rotation % 180 != 0
    return (height, width) if turned else (width, height), aspect == 1


@dataclass(slots=True)
class _Extent:
    """What there is in the file, counted without decoding it."""

    frames: int = 0
    seconds: float = 0.0
    promised_seconds: float = 0.0
    sound_packets: int = 0


def _extent(media: Any, video_index: int, sound_index: int | None) -> _Extent:
    video = media.streams[video_index]
    streams = [video] + ([media.streams[sound_index]] if sound_index is not None else [])
    found = _Extent()
    first: int | None = None
    last = unsaid = 0
    for packet in media.demux(streams):
        if packet.size == 0 or packet.pts is None and packet.dts is None:
            continue
        if packet.is_discard:
            continue  # cut away by the file's own list of edits: decoded, and never shown
        if packet.stream.index != video_index:
            found.sound_packets += 1
            continue
        at = packet.dts if packet.pts is None else packet.pts
        first = at if first is None else min(first, at)
        last = max(last, at + (packet.duration or 0))
        unsaid = max(unsaid, 0 if packet.duration else at)
        found.frames += 1
    if unsaid and found.frames > 1:  # live recordings name no length: as long as the others
        last = max(last, unsaid + round((unsaid - (first or 0)) / (found.frames - 1)))
    found.seconds = float((last - (first or 0)) * video.time_base)
    if video.duration:
        found.promised_seconds = float(video.duration * video.time_base)
    elif media.duration:
        found.promised_seconds = media.duration / av.time_base
    return found


def _check(extent: _Extent, subject: str) -> None:
    if extent.seconds < PROMISE * extent.promised_seconds:
        raise BadInput(
            f"{subject} has been cut off: it holds {extent.seconds:.2f} s of the "
            f"{extent.promised_seconds:.2f} s that it promises; wanted: the whole file"
        )
    if not MIN_SECONDS <= extent.seconds <= MAX_SECONDS or extent.frames < 2:
        raise BadInput(
            f"{subject} lasts {extent.seconds:.3g} s ({extent.frames} frames); wanted: "
            f"{MIN_SECONDS:g} s to {MAX_SECONDS / 3600:g} h, or a picture in its place"
        )


def _colour(frame: Any, height: int) -> Colour:
    if frame.color_trc == PQ:
        return "pq"
    if frame.color_trc == HLG:
        return "hlg"
    if frame.format.is_rgb or frame.format.has_palette:
        return "rgb"
    if frame.color_primaries == BT2020_PRIMARIES:
        return "bt2020"
    unsaid: Colour = "bt709" if height >= SMALLEST_HD_ROWS else "bt601"
    return MATRICES.get(int(frame.colorspace), unsaid)


def _full_range(frame: Any) -> bool:
    return frame.color_range == FULL_RANGE or frame.format.name.startswith("yuvj")
