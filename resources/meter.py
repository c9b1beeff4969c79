"""The meter: reads a finished file back, decoding it once, and says what it really holds."""

import hashlib
import math
import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import av
import ffmpeg as graph
from av.error import FFmpegError

from factory.errors import PermanentError
from factory.measurement import Loudness, Measurement, Stretch
from resources import ffmpeg

BLACK_SECONDS, FROZEN_SECONDS, SILENT_SECONDS = 0.3, 2.0, 1.0
"""Shorter stretches than these are not reported."""
BLACK_LUMA = 0.08
"""A pixel is black below this share of the luma range; a frame, when 98 % of it is."""
FROZEN_DIFFERENCE = 0.0005
"""Mean change from a stretch's first frame, as a share of full scale, that still counts as none."""
SILENT_DB = -50

# ITU-T H.273, tables 2 to 4: code points that players know by name.
_COLOURS = {1: "bt709", 5: "bt470bg", 6: "smpte170m", 9: "bt2020", 13: "iec61966-2-1"}
_RANGES = {1: "tv", 2: "pc"}
_MARK = re.compile(r"(black|freeze|silence)_(start|end): ?(-?[0-9.]+)")
_FIGURE = re.compile(r"^\s*(I|LRA|Peak):\s+(\S+) (?:LUFS|LU|dBFS)$")
_TAG = re.compile(r"^(?:\[[^\]]*@[^\]]*\] )?(?:\[(info|error|fatal)\] )?")


@dataclass
class LogReader:
    """Gathers what ffmpeg's measuring filters log at `level+info`."""

    marks: dict[str, list[tuple[str, float]]] = field(
        default_factory=lambda: {"black": [], "freeze": [], "silence": []}
    )
    figures: dict[str, float] = field(default_factory=dict[str, float])
    errors: int = 0

    def line(self, text: str) -> None:
        """Take one line of the log."""
        tag = _TAG.match(text)
        if tag and tag[1] in ("error", "fatal"):
            self.errors += 1
            return
        for kind, edge, seconds in _MARK.findall(text):
            self.marks[kind].append((edge, float(seconds)))
        if figure := _FIGURE.match(text[tag.end() :] if tag else text):
            self.figures[figure[1]] = float(figure[2])

    def loudness(self) -> Loudness:
        """Return the summary of `ebur128`; silence has a true peak of minus infinity."""
        return Loudness(
            integrated_lufs=self.figures.get("I", -70.0),
            range_lu=self.figures.get("LRA", 0.0),
            true_peak_dbtp=self.figures.get("Peak", -math.inf),
        )

    def stretches(self, kind: str, length_seconds: float) -> tuple[Stretch, ...]:
        """Return the stretches of a kind; one that never ends lasts to the end of the file."""
        found: list[Stretch] = []
        marks = [*self.marks[kind], ("end", length_seconds)]
        start: float | None = None
        for edge, seconds in marks:
            if edge == "start":
                start = max(0.0, seconds)
            elif start is not None:
                found.append(Stretch(start=start, end=seconds))
                start = None
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Meter:
    """Measures with one ffmpeg."""

    program: Path

    def loudness(self, source: Path) -> Loudness:
        """Return the loudness of a sound file, decoded.

        Raises:
            PermanentError: it cannot be decoded.
        """
        log = LogReader()
        stream = graph.input(str(source)).audio.filter("ebur128", peak="true", framelog="quiet")
        self._run(stream.output("-", format="null").get_args(), log, f"measure {source.name}")
        return log.loudness()

    def measure(self, master: Path) -> Measurement:
        """See `factory.ports.Cutter.measure`.

        Raises:
            PermanentError: the file is no MP4 with one picture and one sound stream.
        """
        log, last = LogReader(), dict[str, str]()
        facts = _probe(master)
        media = graph.input(str(master))
        picture = media.video.filter("blackdetect", d=BLACK_SECONDS, pix_th=BLACK_LUMA)
        picture = picture.filter("freezedetect", n=FROZEN_DIFFERENCE, d=FROZEN_SECONDS)
        sound = media.audio.filter("ebur128", peak="true", framelog="quiet")
        sound = sound.filter("silencedetect", noise=f"{SILENT_DB}dB", d=SILENT_SECONDS)
        null = graph.output(picture, sound, "-", format="null", fps_mode="passthrough")
        self._run(null.get_args(), log, f"measure {master.name}", last)
        return Measurement(
            sha256=_sha256(master),
            bytes=master.stat().st_size,
            **facts,
            frames=int(last.get("frame", 0)),
            loudness=log.loudness(),
            black=log.stretches("black", facts["video_seconds"]),
            frozen=log.stretches("freeze", facts["video_seconds"]),
            silent=log.stretches("silence", facts["audio_seconds"]),
            faststart=index_first(master),
            decode_errors=log.errors,
        )

    def _run(
        self, args: Sequence[str], log: LogReader, doing: str, last: dict[str, str] | None = None
    ) -> None:
        ffmpeg.run(
            args,
            doing=doing,
            program=self.program,
            on_progress=None if last is None else last.update,
            on_log=log.line,
            log_level="level+info",
        )


def index_first(file: Path) -> bool:
    """Tell whether `moov` stands before `mdat` (ISO 14496-12, 4.2: size, type, large size)."""
    with file.open("rb") as media:
        while len(head := media.read(8)) == 8:
            size, kind = struct.unpack(">I4s", head)
            if kind in (b"moov", b"mdat"):
                return kind == b"moov"
            read = 8
            if size == 1:
                (size,) = struct.unpack(">Q", media.read(8))
                read = 16
            if size < read:
                return False
            media.seek(size - read, 1)
    return False


def _probe(master: Path) -> dict[str, Any]:
    """Return what the headers say; decoding has the last word on everything that it sees."""
    try:
        with av.open(str(master)) as media:
            video, sound = media.streams.video[0], media.streams.audio[0]
            code = video.codec_context
            return {
                "video_codec": code.name,
                "pixel_format": code.pix_fmt or "",
                "width": code.width,
                "height": code.height,
                "fps": f"{rate.numerator}/{rate.denominator}"
                if (rate := video.average_rate)
                else "",
                "video_seconds": _seconds(video),
                "audio_codec": sound.codec_context.name,
                "sample_rate": sound.codec_context.sample_rate,
                "channels": sound.codec_context.channels,
                "audio_seconds": _seconds(sound),
                "colour": (
                    _COLOURS.get(code.color_primaries, str(code.color_primaries)),
                    _COLOURS.get(code.color_trc, str(code.color_trc)),
                    _COLOURS.get(code.colorspace, str(code.colorspace)),
                    _RANGES.get(code.color_range, str(code.color_range)),
                ),
            }
    except (FFmpegError, IndexError) as error:
        raise PermanentError(
            f"{master.name} cannot be measured: wanted a file with picture and sound, "
            f"found {error}; render it again"
        ) from error


def _seconds(stream: Any) -> float:
    return float(stream.duration * stream.time_base) if stream.duration else 0.0


def _sha256(file: Path) -> str:
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()
