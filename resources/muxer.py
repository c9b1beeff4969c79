"""The join: segments and sound become one MP4 by stream copy, with nothing encoded again."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from factory.formats import Picture
from factory.work import Detail
from resources import ffmpeg
from resources.segments import TIMESCALE_PER_FRAME

MOVIE_TIMESCALE = 48_000
"""Edit lists are written in this clock; whole samples and whole frames both fit it."""

DECODES_AHEAD_FRAMES = 2
"""x264 reorders by two frames at most: B-frames may refer to one B-frame, not to more."""


@dataclass(frozen=True, slots=True)
class Muxer:
    """Joins with one ffmpeg."""

    program: Path

    def join(self, segments: Sequence[Path], sound: Path, picture: Picture, target: Path) -> Detail:
        """See `factory.ports.Cutter.join`.

        Raises:
            PermanentError: a segment cannot be read, or the disk is full.
            TransientError: ffmpeg was killed.
        """
        with TemporaryDirectory(prefix="join-", dir=target.absolute().parent) as scratch:
            joined = Path(scratch) / "joined.mp4"
            playlist = _playlist(Path(scratch), segments)
            ffmpeg.run(
                _args(playlist, sound.absolute(), picture, joined),
                doing=f"join {len(segments)} segments",
                program=self.program,
            )
            joined.replace(target)
        return {"segments": len(segments)}


def _playlist(scratch: Path, segments: Sequence[Path]) -> Path:
    """Write a concat script; segments are linked under plain names, so that none needs quoting."""
    names: dict[Path, str] = {}
    for segment in segments:
        if segment not in names:
            names[segment] = f"{len(names)}.mp4"
            (scratch / names[segment]).symlink_to(segment.absolute())
    playlist = scratch / "segments.txt"
    playlist.write_text("".join(f"file {names[segment]}\n" for segment in segments))
    return playlist


def _args(playlist: Path, sound: Path, picture: Picture, target: Path) -> list[str]:
    # concat adds up durations in whole microseconds; rounding puts every time back on its frame,
    # exact until the sum of the errors reaches half a frame: 30,000 segments. Decoding times are
    # counted: segments of one or two frames would begin theirs later than the long ones.
    tick = TIMESCALE_PER_FRAME
    on_frames = f"setts=pts=round(PTS/{tick})*{tick}:dts=(N-{DECODES_AHEAD_FRAMES})*{tick}"
    return [
        "-xerror",  # else a segment that cannot be read ends the picture there, and all seems well
        *("-f", "concat", "-i", str(playlist), "-i", str(sound)),
        *("-map", "0:v:0", "-map", "1:a:0", "-c", "copy", "-bsf:v", on_frames),
        *("-video_track_timescale", str(picture.fps * tick)),
        *("-movie_timescale", str(MOVIE_TIMESCALE)),
        *("-fflags", "+bitexact", "-movflags", "+faststart", "-f", "mp4", str(target)),
    ]
