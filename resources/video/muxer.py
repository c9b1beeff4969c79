"""The join: strips of picture and sound become one MP4 by stream copy, with nothing encoded again.

The index stands first without a second pass over the file: room for it is left at the beginning,
as much as the counts of frames and packets can need.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

import av
from av.error import FFmpegError

from factory.errors import PermanentError
from factory.master.unit_details import MasterDetail
from factory.text.languages import three_letters
from factory.units_of_work import Strip, Tracks
from factory.video_formats.formats import Picture
from resources.audio import aac
from resources.machine import ffmpeg
from resources.video.segment_encoder import TIMESCALE_PER_FRAME

MOVIE_TIMESCALE = 48_000
"""Edit lists are written in this clock; whole samples and whole frames both fit it."""

BUNDLE = 32
"""A segment that stands in a row twice as often or more is first joined to so many."""

DECODES_AHEAD_FRAMES = 2
"""x264 reorders by two frames at most: B-frames may refer to one B-frame, not to more."""

# ISO 14496-12, 8.6 and 8.7: bytes that one sample or chunk takes in its tables, at most.
SIZE_BYTES, RUN_BYTES, KEY_BYTES, CHUNK_BYTES = 4, 8, 4, 20
FIXED_BYTES = 65_536
"""Everything else in the index: headers, codec settings, titles of chapters."""


@dataclass(frozen=True, slots=True)
class FfmpegMuxer:
    """Joins with one ffmpeg; see `factory.ports.Muxer`."""

    program: Path

    def join(
        self,
        picture: Sequence[Strip],
        sound: Sequence[Strip],
        tracks: Tracks,
        output: Picture,
        target: Path,
    ) -> MasterDetail:
        """See `factory.ports.Muxer.join`.

        Raises:
            PermanentError: a strip cannot be read, or the disk is full.
            TransientError: ffmpeg was killed.
        """
        shown = sum(strip.repeats for strip in picture)
        doing = f"join {shown} segments"
        frames = _frames_of(picture, doing)
        packets = _packets_of(sound)
        with TemporaryDirectory(prefix="join-", dir=target.absolute().parent) as scratch:
            folder = Path(scratch)
            joined = folder / "joined.mp4"
            (folder / "chapters.txt").write_text(_chapters(tracks, frames / output.fps))
            bundled = [part for strip in picture for part in self._bundled(strip, output, folder)]
            playlist = _playlist(folder, bundled)
            index = _index_bytes(frames, packets) + tracks.room_bytes
            args = _args(playlist, tracks, output, index)
            ffmpeg.run(
                [*args, str(joined)],
                doing=doing,
                program=self.program,
                stdin=aac.laid_end_to_end(sound),
                folder=folder,
            )
            joined.replace(target)
        return MasterDetail(segments=shown, frames=frames, packets=packets)

    def _bundled(self, strip: Strip, output: Picture, scratch: Path) -> list[Strip]:
        """Return the strip as fewer and longer ones: opening a file costs more than copying it."""
        if strip.repeats < 2 * BUNDLE:
            return [strip]
        folder = Path(mkdtemp(prefix="bundle-", dir=scratch))
        playlist, bundle = _playlist(folder, [Strip(strip.path, BUNDLE)]), folder / "bundle.mp4"
        args = ["-xerror", "-f", "concat", "-i", playlist.name, "-c", "copy", *_timed(output)]
        ffmpeg.run(
            [*args, "-fflags", "+bitexact", "-f", "mp4", str(bundle)],
            doing=f"join {BUNDLE} segments",
            program=self.program,
            folder=folder,
        )
        whole, rest = divmod(strip.repeats, BUNDLE)
        return [Strip(bundle, whole), *([Strip(strip.path, rest)] if rest else [])]


def _frames_of(picture: Sequence[Strip], doing: str) -> int:
    """Return how many frames the strips show, by the counts in their own indexes."""
    return sum(_frames(strip.path, doing) * strip.repeats for strip in picture)


def _frames(segment: Path, doing: str) -> int:
    try:
        with av.open(str(segment)) as media:
            return media.streams.video[0].frames
    except (FFmpegError, IndexError) as error:
        raise PermanentError(
            f"could not {doing}: {segment.name} cannot be read ({error}); render it again"
        ) from error


def _packets_of(sound: Sequence[Strip]) -> int:
    counts = {path: sum(1 for _ in aac.packets(path)) for path in {strip.path for strip in sound}}
    return sum(counts[strip.path] * strip.repeats for strip in sound)


def _playlist(scratch: Path, picture: Sequence[Strip]) -> Path:
    """Write a concat script; segments are linked under plain names, so that none needs quoting."""
    names: dict[Path, str] = {}
    for strip in picture:
        if strip.path not in names:
            names[strip.path] = f"{len(names)}.mp4"
            (scratch / names[strip.path]).symlink_to(strip.path.absolute())
    playlist = scratch / "segments.txt"
    playlist.write_text("".join(f"file {names[s.path]}\n" * s.repeats for s in picture))
    return playlist


def _chapters(tracks: Tracks, seconds: float) -> str:
    """Return the chapters as ffmpeg's own metadata file."""
    ends = [*(start for start, _ in tracks.chapters[1:]), seconds]
    marks = (
        f"[CHAPTER]\nTIMEBASE=1/1000\nSTART={round(start * 1000)}\nEND={round(end * 1000)}\n"
        f"title={_escaped(title)}\n"
        for (start, title), end in zip(tracks.chapters, ends, strict=False)
    )
    return ";FFMETADATA1\n" + "".join(marks)


def _escaped(text: str) -> str:
    text = text.rstrip("\\")  # a line's last one joins it to the next, escaped or not
    return "".join(f"\\{c}" if c in "=;#\\\n" else c for c in text)


def _index_bytes(frames: int, packets: int) -> int:
    """Return the room that the index can need: every frame and packet a chunk of its own."""
    per_frame = SIZE_BYTES + 2 * RUN_BYTES + KEY_BYTES + CHUNK_BYTES
    # Between two frames the packets lie together; captions and chapters are far fewer than frames.
    return FIXED_BYTES + frames * (per_frame + CHUNK_BYTES) + packets * SIZE_BYTES


def _timed(output: Picture) -> Iterable[str]:
    # concat adds up durations in whole microseconds; rounding puts every time back on its frame,
    # exact until the sum of the errors reaches half a frame: 30,000 segments. Decoding times are
    # counted: segments of one or two frames would begin theirs later than the long ones.
    tick = TIMESCALE_PER_FRAME
    on_frames = f"setts=pts=round(PTS/{tick})*{tick}:dts=(N-{DECODES_AHEAD_FRAMES})*{tick}"
    yield from ("-bsf:v", on_frames, "-video_track_timescale", str(output.fps * tick))


def _args(playlist: Path, tracks: Tracks, output: Picture, index_bytes: int) -> Iterable[str]:
    language = f"language={three_letters(tracks.language)}"
    yield "-xerror"  # else a segment that cannot be read ends the picture there, and all seems well
    yield from ("-f", "concat", "-i", playlist.name, "-f", "aac", "-i", "pipe:")
    yield from ("-f", "ffmetadata", "-i", "chapters.txt")
    if tracks.captions:
        yield from ("-f", "webvtt", "-i", str(tracks.captions.absolute()))
    yield from ("-map", "0:v:0", "-map", "1:a:0", "-c:v", "copy", "-c:a", "copy")
    if tracks.captions:
        yield from ("-map", "3:s:0", "-c:s", "mov_text")
        yield from ("-metadata:s:s:0", language)
    yield from _timed(output)
    yield from ("-metadata:s:a:0", language, "-map_metadata:g", "-1", "-map_chapters", "2")
    yield from ("-movie_timescale", str(MOVIE_TIMESCALE), "-moov_size", str(index_bytes))
    yield from ("-fflags", "+bitexact", "-f", "mp4")
