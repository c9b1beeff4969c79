"""The meter: reads a finished file back, decoding it once, and says what it really holds.

A master whose pieces repeat is not decoded for hours. Its pieces are, each once after what comes
before it and once after itself, and the master's packets are compared with theirs.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from typing_extensions import Buffer

from factory.captioned import NOT_CAPTIONED, Captioned
from factory.errors import PermanentError
from factory.joins import NO_JOINS, Joins
from factory.measurement import CaptionSync, Loudness, Measurement, Stretch
from factory.picture_figures import Grid, PictureFacts, PictureFigures, grid_size, margin_of
from factory.speech_sync import SAMPLE_RATE, speech_sync
from factory.work import Strip
from resources import aac, ffmpeg
from resources.abridgement import Abridgement, abridge
from resources.copied import altered_packets
from resources.headers import Headers, index_first, read_headers
from resources.join_listener import JoinListener
from resources.loudness_meter import LoudnessMeter
from resources.meter_log import MeterLog
from resources.muxer import playlist_of

SILENT_SECONDS, SILENT_DB = 1.0, -50
"""Shorter stretches, or louder ones, are not silent."""
SILENCE = f"silencedetect=noise={SILENT_DB}dB:d={SILENT_SECONDS}"
EBU_R128 = "ebur128=peak=true:framelog=quiet"


@dataclass(frozen=True, slots=True)
class _Seen:
    """What one pass showed, as it is in the whole master."""

    log: MeterLog
    facts: PictureFacts
    jumps: list[float]
    silent: tuple[Stretch, ...]
    sync: CaptionSync | None


@dataclass(frozen=True, slots=True)
class Meter:
    """Measures with one ffmpeg."""

    program: Path

    def loudness(self, source: Path) -> Loudness:
        """Return the loudness of a sound file, decoded.

        Raises:
            PermanentError: it cannot be decoded.
        """
        log = MeterLog()
        args = ["-i", str(source), "-map", "0:a:0", "-af", EBU_R128, "-f", "null", "-"]
        self._run(args, log, f"measure {source.name}")
        return log.loudness()

    def measure(
        self,
        master: Path,
        captioned: Captioned = NOT_CAPTIONED,
        picture: Sequence[Strip] = (),
        sound: Sequence[Strip] = (),
    ) -> Measurement:
        """See `factory.ports.Cutter.measure`.

        Raises:
            PermanentError: the file is no MP4 with one picture and one sound stream, shows
                nothing, or a strip cannot be read.
        """
        headers = read_headers(master)
        abridged = abridge(picture, sound)
        seen = self._look(master, headers, captioned, abridged)
        altered, even = altered_packets(master, picture, sound) if picture else (0, True)
        facts = seen.facts
        return Measurement(
            sha256=_sha256(master),
            bytes=master.stat().st_size,
            **asdict(headers),
            frames=facts.frames,
            loudness=self._loudness(sound) if abridged else seen.log.loudness(),
            black=facts.black,
            frozen=facts.frozen,
            flat=facts.flat,
            silent=seen.silent,
            duplicate_frames=facts.duplicate_frames,
            longest_duplicate_frames=facts.longest_duplicate_frames,
            first_frame=facts.first_frame,
            last_frame=facts.last_frame,
            caption_changes=len(captioned.change_frames(headers.rate)),
            outside=_outside(facts, headers),
            sync=seen.sync,
            joins=self._joins(seen.jumps, sound) if abridged else NO_JOINS,
            altered_packets=altered,
            even=even,
            faststart=index_first(master),
            decode_errors=seen.log.errors,
        )

    def _look(
        self, master: Path, headers: Headers, captioned: Captioned, abridged: Abridgement | None
    ) -> _Seen:
        """Decode the master, or its abridgement, and lay out what it showed."""
        log, figures = MeterLog(), _figures(headers, captioned)
        with TemporaryDirectory(prefix="meter-") as scratch:
            folder = Path(scratch)
            sources = _sources(master, abridged, folder)
            self._run(
                [*sources, *_outputs(headers, folder / "heard.pcm", whole=abridged is None)],
                log,
                f"measure {master.name}",
                _Frames(grid_size(headers.width, headers.height), figures.frame).take,
                aac.laid_end_to_end(abridged.sound) if abridged else None,
            )
            heard = np.fromfile(folder / "heard.pcm", np.dtype("<i2"))
        cues = captioned.cues
        if abridged:
            cues = tuple(cue for cue in cues if cue.end <= abridged.heard_once_seconds)
        return _Seen(
            log=log,
            facts=_facts(figures, abridged, master),
            jumps=figures.jumps(abridged.shown) if abridged else [],
            silent=_silent(log, headers, abridged),
            sync=speech_sync(heard, cues),
        )

    def _loudness(self, sound: Sequence[Strip]) -> Loudness:
        tally = LoudnessMeter(self.program).strips(sound)
        return Loudness(
            integrated_lufs=round(tally.integrated_lufs, 2),
            range_lu=round(tally.range_lu, 2),
            true_peak_dbtp=tally.true_peak_dbtp,
        )

    def _joins(self, jumps: Sequence[float], sound: Sequence[Strip]) -> Joins:
        clicks = JoinListener(self.program).clicks_db(sound)
        return Joins(
            judged=len(jumps) + len(clicks),
            picture_jump=round(max(jumps, default=0.0), 3),
            click_db=round(max(clicks, default=0.0), 1),
        )

    def _run(
        self,
        args: Sequence[str],
        log: MeterLog,
        doing: str,
        on_output: Callable[[bytes], None] | None = None,
        stdin: Iterable[Buffer] | None = None,
    ) -> None:
        ffmpeg.run(
            args,
            doing=doing,
            program=self.program,
            stdin=stdin,
            on_output=on_output,
            on_log=log.line,
            log_level="level+info",
        )


def _sources(master: Path, abridged: Abridgement | None, folder: Path) -> list[str]:
    """Return the inputs: picture first, sound last.

    The deblocking filter is left out. It costs a fifth of the pass and only softens edges inside
    a cell; every coded bit is still read, so that damage is noticed.
    """
    quick = ["-skip_loop_filter", "all"]
    if abridged is None:
        return [*quick, "-i", str(master)]
    playlist = playlist_of(folder, abridged.picture)
    return [*quick, "-f", "concat", "-i", str(playlist), "-f", "aac", "-i", "pipe:0"]


def _outputs(headers: Headers, heard: Path, *, whole: bool) -> list[str]:
    """Return the outputs: grids to the standard one, speech to a file, figures to the log."""
    across, down = grid_size(headers.width, headers.height)
    sound = "0:a:0" if whole else "1:a:0"
    grids = f"[0:v:0]scale={across}:{down}:flags=area,format=gray[grids]"
    figures = f"{EBU_R128},{SILENCE}" if whole else SILENCE
    return [
        *("-filter_complex", f"{grids};[{sound}]asplit[a][b];[a]{figures}[figures]"),
        *("-map", "[grids]", "-fps_mode", "passthrough", "-f", "rawvideo", "pipe:1"),
        *("-map", "[figures]", "-f", "null", "-"),
        *("-map", "[b]", "-ac", "1", "-ar", str(SAMPLE_RATE), "-f", "s16le", str(heard)),
    ]


def _figures(headers: Headers, captioned: Captioned) -> PictureFigures:
    box, cells = captioned.burned_inside, grid_size(headers.width, headers.height)
    margin = margin_of(box, cells) if box else None
    return PictureFigures(headers.rate, captioned.change_frames(headers.rate), margin)


def _facts(figures: PictureFigures, abridged: Abridgement | None, master: Path) -> PictureFacts:
    try:
        return figures.facts(abridged.shown if abridged else ())
    except ValueError as error:
        raise PermanentError(
            f"{master.name} cannot be measured: not one of its frames can be decoded; "
            "render it again"
        ) from error


def _silent(log: MeterLog, headers: Headers, abridged: Abridgement | None) -> tuple[Stretch, ...]:
    if abridged is None:
        return log.silent(headers.audio_seconds)
    found = log.silent(sum(passage.seconds for passage in abridged.heard))
    return tuple(abridged.in_the_whole(stretch) for stretch in found)


def _outside(facts: PictureFacts, headers: Headers) -> tuple[Stretch, ...]:
    frame = 1 / headers.rate
    return tuple(Stretch(start=n * frame, end=(n + 1) * frame) for n in facts.outside_frames)


@dataclass
class _Frames:
    """Cuts a stream of bytes into grids."""

    cells: tuple[int, int]
    shown: Callable[[Grid], None]
    _left: bytearray = field(default_factory=bytearray)

    def take(self, block: bytes) -> None:
        """Take more bytes, and show every grid that is complete."""
        self._left += block
        across, down = self.cells
        size = across * down
        whole = len(self._left) // size
        for n in range(whole):
            grid: Any = np.frombuffer(bytes(self._left[n * size : (n + 1) * size]), np.uint8)
            self.shown(grid.reshape(down, across))
        del self._left[: whole * size]


def _sha256(file: Path) -> str:
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()
