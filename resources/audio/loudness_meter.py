"""The loudness meter (LUFS, true peak): ffmpeg's `ebur128`, read every 100 ms or at last, as a sound is decoded once."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from typing_extensions import Buffer

from factory.master.measurement import Loudness
from factory.timeline.loudness_statistics import (
    SILENCE_DBTP,
    SILENCE_LUFS,
    Passage,
    Reading,
    Tally,
    abridged,
    tally,
)
from factory.timeline.timeline import SAMPLE_RATE
from factory.units_of_work import Strip
from resources.audio import aac
from resources.machine import ffmpeg

ADTS = ("-f", "aac")
PCM = ("-f", "f32le", "-ar", str(SAMPLE_RATE), "-ac", "2")
"""32-bit floats, left and right by turns."""
SUMMARY = "ebur128=peak=true:framelog=quiet"
"""Says at last what the whole sound comes to; `Summary` reads it."""
CHAIN = (
    "ebur128=metadata=1:peak={peak}:framelog=quiet,"
    "ametadata=mode=print:key=lavfi.r128.M,ametadata=mode=print:key=lavfi.r128.S"
)
_TIME = re.compile(r"frame:\d+ +pts:\d+ +pts_time:([0-9.]+)$")
_LEVEL = re.compile(r"lavfi\.r128\.([MS])=(-?[0-9.]+|-?inf|-?nan)$")
_FIGURE = re.compile(r"^\s*(I|LRA|Peak):\s+(\S+) (?:LUFS|LU|dBFS)$")
_PEAK = re.compile(r"^ *(?:\[[^]]*\] *)?Peak: +(-?[0-9.]+) dBFS$")


@dataclass
class Summary:
    """Gathers what the filter `SUMMARY` reports of the whole sound."""

    figures: dict[str, float] = field(default_factory=dict[str, float])

    def line(self, text: str) -> None:
        """Take one line of the log, without its tags."""
        if figure := _FIGURE.match(text):
            self.figures[figure[1]] = float(figure[2])

    def loudness(self) -> Loudness:
        """Return the figures; silence has a true peak of minus infinity."""
        return Loudness(
            integrated_lufs=self.figures.get("I", SILENCE_LUFS),
            range_lu=self.figures.get("LRA", 0.0),
            true_peak_dbtp=self.figures.get("Peak", -math.inf),
        )


@dataclass
class _Log:
    """Gathers the readings that the filters log: M and S of each moment, and the peak at last."""

    readings: list[Reading] = field(default_factory=list[Reading])
    true_peak_dbtp: float = SILENCE_DBTP
    _seconds: float = 0.0
    _momentary: float = SILENCE_DBTP

    def line(self, text: str) -> None:
        if time := _TIME.search(text):
            self._seconds = float(time[1])
        elif level := _LEVEL.search(text):
            if level[1] == "M":
                self._momentary = float(level[2])
            else:
                self.readings.append(Reading(self._seconds, self._momentary, float(level[2])))
        elif peak := _PEAK.match(text):
            self.true_peak_dbtp = float(peak[1])


@dataclass(frozen=True, slots=True)
class LoudnessMeter:
    """Measures with one ffmpeg."""

    program: Path = field(default_factory=ffmpeg.binary)

    def file(self, sound: Path) -> Loudness:
        """Return the loudness of a file's first sound stream.

        Raises:
            PermanentError: it cannot be decoded.
        """
        summary = Summary()
        ffmpeg.run(
            ["-i", str(sound), "-map", "0:a:0", "-af", SUMMARY, "-f", "null", "-"],
            doing=f"measure the loudness of {sound.name}",
            program=self.program,
            on_log=summary.line,
            log_level="info",
        )
        return summary.loudness()

    def strips(self, strips: Sequence[Strip]) -> Tally:
        """Measure the sound that strips make, each decoded twice at most.

        Args:
            strips: ADTS, in order.

        Raises:
            PermanentError: a strip is no ADTS, or does not decode.
        """
        passages = abridged([(aac.seconds(strip.path), strip.repeats) for strip in strips])
        twice = [Strip(strip.path, min(strip.repeats, 2)) for strip in strips]
        chain = CHAIN.format(peak="true")
        return self._tally(ADTS, aac.laid_end_to_end(twice), passages, chain, "measure the sound")

    def pcm(
        self, blocks: Iterable[Buffer], doing: str, through: str = "", *, peaks: bool = True
    ) -> Tally:
        """Measure samples as `PCM` describes them, after the filters `through` if there are any.

        True peaks take longer than all the rest: they are left out where nobody asks for them.

        Raises:
            PermanentError: ffmpeg cannot do it; the message begins with `could not`, `doing`.
        """
        chain = CHAIN.format(peak="true" if peaks else "none")
        chain = f"{through},{chain}" if through else chain
        return self._tally(PCM, blocks, [Passage(0.0, 1)], chain, doing)

    def _tally(
        self,
        source: Sequence[str],
        blocks: Iterable[Buffer],
        passages: Sequence[Passage],
        chain: str,
        doing: str,
    ) -> Tally:
        log = _Log()
        ffmpeg.run(
            [*source, "-i", "pipe:0", "-af", chain, "-f", "null", "-"],
            doing=doing,
            program=self.program,
            stdin=blocks,
            on_log=log.line,
            log_level="info",
        )
        return tally(log.readings, passages, log.true_peak_dbtp)
