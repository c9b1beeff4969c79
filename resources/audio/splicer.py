"""Sentences become one track, exact to the sample, whatever its length."""

import wave
from collections.abc import Sequence
from pathlib import Path

from factory.errors import PermanentError
from factory.speech.narration import NarrationDetail
from factory.timeline.loudness_statistics import SILENCE_LUFS
from resources.audio.loudness_meter import LoudnessMeter

BLOCK_FRAMES = 1 << 16
SAMPLE_BYTES = 2


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
        heard = LoudnessMeter().file(target)
        return NarrationDetail(
            integrated_lufs=heard.integrated_lufs,
            true_peak_dbtp=max(heard.true_peak_dbtp, SILENCE_LUFS),
        )


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
