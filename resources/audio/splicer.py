"""Sentences become one track, exact to the sample, whatever its length."""

import re
import wave
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from factory.errors import PermanentError
from factory.speech.narration import NarrationDetail
from resources.machine.ffmpeg import run

BLOCK_FRAMES = 1 << 16
SAMPLE_BYTES = 2
SILENT_DB = -70.0
"""What ebur128 reports of silence: the absolute gate of ITU-R BS.1770."""
SUMMARY = {
    "integrated_lufs": re.compile(r"^\s+I:\s+(\S+) LUFS"),
    "true_peak_dbtp": re.compile(r"^\s+Peak:\s+(\S+) dBFS"),
}


class WaveSplicer:
    """Copies blocks from file to file: eight hours need no more memory than eight seconds."""

    def splice(
        self, parts: Sequence[tuple[Path, int]], sample_rate: int, samples: int, target: Path
    ) -> NarrationDetail:
        """See `factory.ports.Splicer.splice`.

        Raises:
            PermanentError: a part is no mono 16-bit WAV at this rate, begins before the part in
                front of it ends, or does not fit.
        """
        with wave.open(str(target), "wb") as track:
            track.setnchannels(1)
            track.setsampwidth(SAMPLE_BYTES)
            track.setframerate(sample_rate)
            at = 0
            for path, start in sorted(parts, key=lambda part: part[1]):
                _write_silence(track, start - at, f"{path.name} at sample {start}")
                at = start + _copy(path, sample_rate, track)
            _write_silence(track, samples - at, f"the track's end at sample {samples}")
        return NarrationDetail.model_validate(loudness(target))


def _write_silence(track: wave.Wave_write, frames: int, before: str) -> None:
    """Write so many zeros; raise PermanentError if there is less than no room for them."""
    if frames < 0:
        raise PermanentError(
            f"could not splice the narration: {before} comes {-frames} samples before what is "
            "already there ends; lay the sentences out again from their own lengths"
        )
    zeros = bytes(BLOCK_FRAMES * SAMPLE_BYTES)
    while frames > 0:
        count = min(frames, BLOCK_FRAMES)
        track.writeframesraw(zeros[: count * SAMPLE_BYTES])
        frames -= count


def _copy(path: Path, sample_rate: int, track: wave.Wave_write) -> int:
    """Append a part and return its length in samples."""
    try:
        with wave.open(str(path), "rb") as part:
            found = (part.getnchannels(), part.getsampwidth(), part.getframerate())
            if found != (1, SAMPLE_BYTES, sample_rate):
                raise PermanentError(
                    f"could not splice {path.name}: found {found[0]} channels of {found[1]} bytes "
                    f"at {found[2]} Hz, wanted 1 of {SAMPLE_BYTES} at {sample_rate} Hz"
                )
            while block := part.readframes(BLOCK_FRAMES):
                track.writeframesraw(block)
            return part.getnframes()
    except (wave.Error, EOFError, FileNotFoundError) as error:
        raise PermanentError(
            f"could not splice {path.name}: it is no WAV file ({error}); speak that sentence again"
        ) from error


def loudness(sound: Path) -> dict[str, float]:
    """Return integrated loudness and true peak by EBU R128; silence gives -70 for both."""
    found = dict.fromkeys(SUMMARY, SILENT_DB)

    def read(line: str) -> None:
        for key, pattern in SUMMARY.items():
            if match := pattern.match(line):
                with suppress(ValueError):
                    found[key] = max(float(match[1]), SILENT_DB)

    run(
        [
            "-i",
            str(sound),
            "-filter_complex",
            "ebur128=peak=true:framelog=quiet",
            "-f",
            "null",
            "-",
        ],
        doing=f"measure the loudness of {sound.name}",
        on_log=read,
        log_level="info",
    )
    return found
