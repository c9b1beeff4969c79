"""The meter: reads a finished file back, decoding it once, and says what it really holds.

Where it is known which pieces a master was joined from, every piece of picture is decoded once in
its life (`resources.inspection.segment_viewer`), and the master's packets are compared with theirs. Sound that goes
round is not decoded for hours: once after what comes before it, and once after itself.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from typing_extensions import Buffer

from factory.errors import PermanentError
from factory.master.caption_sync import HOP, SAMPLE_RATE, powers, speech_sync
from factory.master.expected_captions import NOT_CAPTIONED, Captioned
from factory.master.measurement import (
    NO_JOINS,
    CaptionSync,
    Joins,
    Loudness,
    Measurement,
    Stretch,
)
from factory.master.picture_analysis import PictureFacts, PictureFigures, grid_size, margin_of
from factory.timeline.loudness_statistics import Passage, abridged
from factory.units_of_work import Strip
from resources.audio import aac
from resources.audio.loudness_meter import SUMMARY, LoudnessMeter
from resources.inspection.ffmpeg_log import MeterLog
from resources.inspection.file_headers import Headers, index_first, read_headers
from resources.inspection.join_clicks import JoinListener
from resources.inspection.looped_sound import FEW, Abridgement, abridge
from resources.inspection.packet_comparison import altered_packets
from resources.inspection.segment_viewer import QUICK, Grids, grid_output, read_viewing
from resources.machine import ffmpeg
from resources.machine.atomic_files import sha256_of

SILENT_SECONDS, SILENT_DB = 1.0, -50
"""Shorter stretches, or louder ones, are not silent."""
SILENCE = f"silencedetect=noise={SILENT_DB}dB:d={SILENT_SECONDS}"


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

    def measure(
        self,
        master: Path,
        captioned: Captioned = NOT_CAPTIONED,
        picture: Sequence[Strip] = (),
        sound: Sequence[Strip] = (),
        viewings: Sequence[Path] = (),
        body: tuple[int, int] | None = None,
    ) -> Measurement:
        """See `factory.ports.MasterMeter.measure`.

        Without the strips the whole master is decoded, picture and sound.

        Raises:
            PermanentError: the file is no MP4 with one picture and one sound stream, shows
                nothing, or a strip cannot be read.
        """
        headers = read_headers(master)
        abridgement = abridge(sound)
        viewed = list(zip(picture, viewings))
        seen = self._look(master, headers, captioned, abridgement, viewed, body)
        altered, even = altered_packets(master, picture, sound) if picture else (0, True)
        repeats = any(strip.repeats > FEW for strip in (*picture, *sound))
        facts = seen.facts
        return Measurement(
            sha256=sha256_of(master),
            bytes=master.stat().st_size,
            **asdict(headers),
            frames=facts.frames,
            loudness=self._loudness(sound) if abridgement else seen.log.loudness(),
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
            joins=self._joins(seen.jumps, sound) if repeats else NO_JOINS,
            altered_packets=altered,
            even=even,
            faststart=index_first(master),
            decode_errors=seen.log.errors,
        )

    def _look(
        self,
        master: Path,
        headers: Headers,
        captioned: Captioned,
        abridgement: Abridgement | None,
        viewed: Sequence[tuple[Strip, Path]],
        body: tuple[int, int] | None,
    ) -> _Seen:
        """Decode what is not known yet, and lay out all that is seen and heard."""
        log, figures = MeterLog(), _figures(headers, captioned)
        cells = grid_size(headers.width, headers.height)
        with TemporaryDirectory(prefix="meter-") as scratch:
            heard_file = Path(scratch) / "heard.pcm"
            sound = ["-f", "aac", "-i", "pipe:0"] if abridgement else ["-vn", "-i", str(master)]
            shown = [] if viewed else [*QUICK, "-an", "-i", str(master)]
            self._run(
                [
                    *(*sound, *shown),
                    *_heard_output(heard_file, whole=abridgement is None),
                    *([] if viewed else grid_output("[1:v:0]", cells)),
                ],
                log,
                f"measure {master.name}",
                Grids(cells, figures.frame).take,
                aac.laid_end_to_end(abridgement.sound) if abridgement else None,
            )
            heard = powers(_blocks(heard_file))
        passages = _taken(viewed, figures, log)
        cues = captioned.cues
        if abridgement:
            cues = tuple(cue for cue in cues if cue.end <= abridgement.heard_once_seconds)
        return _Seen(
            log=log,
            facts=_facts(figures, passages, body, master),
            jumps=figures.jumps(passages),
            silent=_silent(log, headers, abridgement),
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


def _heard_output(heard: Path, *, whole: bool) -> list[str]:
    """Return the outputs of the first input's sound: speech to a file, figures to the log."""
    figures = f"{SUMMARY},{SILENCE}" if whole else SILENCE
    return [
        *("-filter_complex", f"[0:a:0]asplit[a][b];[a]{figures}[figures]"),
        *("-map", "[figures]", "-f", "null", "-"),
        *("-map", "[b]", "-ac", "1", "-ar", str(SAMPLE_RATE), "-f", "s16le", str(heard)),
    ]


def _blocks(heard: Path) -> Iterator[NDArray[np.int16]]:
    """Yield 16-bit sound from a file, a minute at a time."""
    with heard.open("rb") as sound:
        while len(block := np.fromfile(sound, np.dtype("<i2"), HOP * 6000)):
            yield block


def _taken(
    viewed: Sequence[tuple[Strip, Path]], figures: PictureFigures, log: MeterLog
) -> list[Passage]:
    """Add viewed strips to the figures, each as often as is needed; return what was added."""
    strips: list[tuple[float, int]] = []
    for strip, file in viewed:
        viewing, errors = read_viewing(file)
        log.errors += errors
        for _ in range(min(strip.repeats, FEW)):
            figures.take(viewing)
        strips.append((len(viewing.means) / figures.fps, strip.repeats))
    return abridged(strips)


def _figures(headers: Headers, captioned: Captioned) -> PictureFigures:
    box, cells = captioned.burned_inside, grid_size(headers.width, headers.height)
    margin = margin_of(box, cells) if box else None
    return PictureFigures(headers.rate, captioned.change_frames(headers.rate), margin)


def _facts(
    figures: PictureFigures,
    passages: Sequence[Passage],
    body: tuple[int, int] | None,
    master: Path,
) -> PictureFacts:
    try:
        return figures.facts(passages, body)
    except ValueError as error:
        raise PermanentError(
            f"{master.name} cannot be measured: not one of its frames can be decoded; "
            "render it again"
        ) from error


def _silent(
    log: MeterLog, headers: Headers, abridgement: Abridgement | None
) -> tuple[Stretch, ...]:
    if abridgement is None:
        return log.silent(headers.audio_seconds)
    return tuple(abridgement.in_the_whole(stretch) for stretch in log.silent(abridgement.seconds))


def _outside(facts: PictureFacts, headers: Headers) -> tuple[Stretch, ...]:
    frame = 1 / headers.rate
    return tuple(Stretch(start=n * frame, end=(n + 1) * frame) for n in facts.outside_frames)
