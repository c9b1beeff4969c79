"""Samples of a programme and of its bed, at 48 kHz stereo, from any place to any other.

Files are read block by block, so that hours need no more memory than seconds.
"""

import wave
from collections.abc import Iterator
from contextlib import ExitStack
from math import gcd
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from factory.errors import PermanentError
from factory.timeline.amplitudes import amplitudes
from factory.timeline.soundtrack import AAC_FRAME, SoundtrackPart
from factory.timeline.timeline import SAMPLE_RATE

Stereo = NDArray[np.float32]
"""Full scale 1.0, shape (samples, 2)."""
BLOCK_FRAMES = 256
"""AAC frames that are mixed at once: 5.5 s."""
TAPS = 32
"""Samples to each side that an interpolated one is made from."""
KAISER_BETA = 9.0
"""Lets through 0.01 % of what must not be heard (-80 dB)."""
SHORTEST_RUN = 160
"""Samples that one product of matrices makes at least; shorter ones take longer in all."""


class Source(Protocol):
    """Something that has samples at 48 kHz."""

    def samples(self, start: int, count: int) -> Stereo:
        """Return `count` samples from `start` on, which may lie before or behind the sound."""
        ...


class WaveFile:
    """A 16-bit WAV, mono or stereo, at any rate; silent outside.

    One channel goes to both at -3 dB, which is as loud as it was.
    """

    def __init__(self, file: Path, opened: wave.Wave_read) -> None:
        """Take an opened file.

        Raises:
            PermanentError: it has other than 16 bits, or more than two channels.
        """
        self._opened = opened
        self._channels, rate = opened.getnchannels(), opened.getframerate()
        if opened.getsampwidth() != 2 or self._channels > 2:
            raise PermanentError(
                f"could not read {file.name}: found {opened.getsampwidth()} bytes a sample and "
                f"{self._channels} channels, wanted 16-bit WAV, mono or stereo"
            )
        self._own, self._made, self._matrix = _resampling(rate)
        self._margin = (len(self._matrix) - self._own) // 2

    @property
    def length(self) -> int:
        """How many samples it has at 48 kHz."""
        return self._opened.getnframes() * self._made // self._own

    def samples(self, start: int, count: int) -> Stereo:
        """See `Source.samples`."""
        if self._own == self._made:
            return self._read(start, count)
        first, last = start // self._made, -(-(start + count) // self._made)
        own = self._read(
            first * self._own - self._margin, (last - first) * self._own + 2 * self._margin
        )
        windows = sliding_window_view(own, len(self._matrix), axis=0)[:: self._own]
        made = np.stack(
            [(windows[:, channel] @ self._matrix).reshape(-1) for channel in (0, 1)], axis=1
        )
        return made[start - first * self._made :][:count]

    def _read(self, start: int, count: int) -> Stereo:
        block = np.zeros((count, 2), dtype=np.float32)
        begin = min(max(start, 0), self._opened.getnframes())
        self._opened.setpos(begin)
        raw = np.frombuffer(self._opened.readframes(max(0, start + count - begin)), dtype="<i2")
        found = raw.reshape(-1, self._channels).astype(np.float32) / np.float32(32768)
        if self._channels == 1:
            found = found * np.float32(np.sqrt(0.5))
        block[begin - start : begin - start + len(found)] = found
        return block


class LoopedSound:
    """A sound that goes round for ever, in both directions."""

    def __init__(self, sound: Source, samples: int) -> None:
        self._sound = sound
        self._samples = samples

    def samples(self, start: int, count: int) -> Stereo:
        """See `Source.samples`."""
        parts: list[Stereo] = []
        while count > 0:
            at = start % self._samples
            length = min(count, self._samples - at)
            parts.append(self._sound.samples(at, length))
            start, count = start + length, count - length
        return np.concatenate(parts)


def mixed(
    piece: SoundtrackPart, programme: Path, bed: Path | None, before: int = 0, after: int = 0
) -> Iterator[Stereo]:
    """Yield a piece's samples, and so many AAC frames of what lies before and after it.

    Raises:
        PermanentError: a file is no 16-bit WAV, or ends early.
    """
    with ExitStack() as stack:
        voice = opened(programme, stack) if piece.programme_at is not None else None
        under = None
        if bed is not None and piece.bed:
            sound = opened(bed, stack)
            under = LoopedSound(sound, sound.length)
        end = (piece.frames + after) * AAC_FRAME
        for start in range(-before * AAC_FRAME, end, BLOCK_FRAMES * AAC_FRAME):
            count = min(BLOCK_FRAMES * AAC_FRAME, end - start)
            block = np.zeros((count, 2), dtype=np.float32)
            if voice and piece.programme_at is not None:
                block += voice.samples(piece.programme_at + start, count) * np.float32(
                    piece.programme_gain
                )
            if under:
                level = np.prod([amplitudes(c, start, count) for c in piece.bed], axis=0)
                block += under.samples(piece.bed_at + start, count) * level[:, None]
            yield block


def opened(file: Path, stack: ExitStack) -> WaveFile:
    """Open a WAV until the stack is left; raise PermanentError if it is none."""
    try:
        return WaveFile(file, stack.enter_context(wave.open(str(file), "rb")))
    except (wave.Error, EOFError, FileNotFoundError) as error:
        raise PermanentError(
            f"could not read {file.name}: wanted 16-bit WAV, found something else ({error}); "
            "make the audio of this video again"
        ) from error


def _resampling(rate: int) -> tuple[int, int, NDArray[np.float32]]:
    """Return how many own samples make how many at 48 kHz, and the matrix that makes them.

    Row n of the matrix is for own sample n - margin, column m for made sample m: a sinc under a
    Kaiser window, as wide as the lower of the two rates allows.
    """
    common = gcd(rate, SAMPLE_RATE)
    times = -(-SHORTEST_RUN * common // SAMPLE_RATE)
    own, made = rate // common * times, SAMPLE_RATE // common * times
    cutoff = min(1.0, SAMPLE_RATE / rate)
    margin = round(TAPS / cutoff)
    places = np.arange(-margin, own + margin)[:, None] - np.arange(made)[None, :] * own / made
    window = np.i0(KAISER_BETA * np.sqrt((1 - (places / margin) ** 2).clip(0))) / np.i0(KAISER_BETA)
    cutoff *= 1 - 3 / TAPS  # what the window blurs stays below half the rate
    matrix = cutoff * np.sinc(cutoff * places) * window * (np.abs(places) < margin)
    return own, made, (matrix / matrix.sum(axis=0)).astype(np.float32)
