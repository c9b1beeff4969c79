"""Recordings of people: read without trust, laid along a voice that says the same words, cut."""

import hashlib
import os
import stat
import wave
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from factory.documents.durations import as_written
from factory.errors import BadInput
from factory.speech.narration import SpokenDetail
from factory.speech.recording import (
    RECORDED_RATE,
    Alignment,
    AlignmentDetail,
    Cut,
    FoundSentence,
    RecordingDetail,
)
from resources.audio.alignment import (
    ENERGY_WEIGHT,
    HOP,
    MOST_STEPS,
    RATE,
    Frames,
    Way,
    aligned,
    described,
)
from resources.audio.given_sound import MAX_BYTES, decode
from resources.audio.speech_trimming import faded, write_speech
from resources.machine import ffmpeg

MAX_SECONDS = 3600.0
"""As long as the longest narration that is read in one piece; its fine frames take 110 MB."""
PAUSE = np.zeros(RATE // 4, np.float32)
"""Between two sentences of the voice: where a reader pauses, the recording may."""
SPOKEN_LEVEL = 0.5 * 2 * ENERGY_WEIGHT
"""A frame's loudness from which somebody speaks."""


class AlignedRecordings:
    """See `factory.ports.Recordings`."""

    def take(self, file: Path, target: Path) -> str:
        """See `factory.ports.Recordings.take`."""
        try:
            opened = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError as error:
            raise BadInput(f"recording {file.name!r} cannot be opened: {error.strerror}") from error
        with os.fdopen(opened, "rb") as source, target.open("wb") as copy:
            found = os.fstat(source.fileno())
            if not stat.S_ISREG(found.st_mode) or not 0 < found.st_size <= MAX_BYTES:
                raise BadInput(
                    f"recording {file.name!r} has {found.st_size:,} bytes; wanted: a file of 1 to "
                    f"{MAX_BYTES:,}"
                )
            digest = hashlib.sha256()
            while block := source.read(1 << 20):
                digest.update(block)
                copy.write(block)
                if copy.tell() > MAX_BYTES:
                    raise BadInput(
                        f"recording {file.name!r} grows while it is read; wanted: a file"
                    )
        return digest.hexdigest()

    def read(self, file: Path, target: Path, name: str = "") -> RecordingDetail:
        """See `factory.ports.Recordings.read`."""
        subject = f"recording {name or file.name!r}"
        seconds = decode(file, subject, target, channels=1)
        if seconds > MAX_SECONDS:
            raise BadInput(
                f"{subject} lasts {as_written(round(seconds))}; wanted: {as_written(MAX_SECONDS)} at most"
            )
        return RecordingDetail(seconds=round(seconds, 3))

    def align(
        self, recording: Path, spoken: Sequence[tuple[Path, SpokenDetail]], target: Path
    ) -> AlignmentDetail:
        """See `factory.ports.Recordings.align`."""
        samples = _samples(recording)
        voice, starts = _voice([path for path, _ in spoken])
        known, recorded = described(voice), described(samples)
        if len(recorded) * MOST_STEPS < len(known):
            raise BadInput(
                f"the recording lasts {len(samples) / RATE:.0f} s, and its words take about "
                f"{len(voice) / RATE:.0f} s; wanted: a recording of all of them"
            )
        way = aligned(known, recorded)
        details = [detail for _, detail in spoken]
        places = [
            [_frames(start, word, detail) for word in detail.words]
            for start, detail in zip(starts, details, strict=True)
        ]
        found = Alignment(
            samples=round(len(samples) * RECORDED_RATE / RATE),
            sentences=tuple(
                _sentence(detail, own, _next(places, number, len(known)), way, recorded)
                for number, (detail, own) in enumerate(zip(details, places, strict=True))
            ),
        )
        target.write_bytes(found.to_json())
        return AlignmentDetail(sentences=len(found.sentences))

    def cut(self, recording: Path, part: Cut, target: Path) -> None:
        """See `factory.ports.Recordings.cut`."""
        with wave.open(str(recording), "rb") as whole:
            whole.setpos(part.start)
            raw = whole.readframes(part.end - part.start)
        audio = np.frombuffer(raw, "<i2").astype(np.float32) / np.float32(32768)
        write_speech(target, faded(audio, RECORDED_RATE), RECORDED_RATE)


def _samples(path: Path) -> NDArray[np.float32]:
    """Return a WAV of any rate as mono samples at 16 kHz."""
    raw = bytearray()
    ffmpeg.run(
        ["-i", f"file:{path}", "-ac", "1", "-ar", str(RATE), "-f", "f32le", "pipe:1"],
        doing=f"read {path.name}",
        on_output=raw.extend,
    )
    return np.frombuffer(bytes(raw), np.float32)


def _voice(paths: Sequence[Path]) -> tuple[NDArray[np.float32], list[int]]:
    """Return sentences in a row with pauses around each, and where each begins, in samples."""
    parts, starts, at = [PAUSE], list[int](), len(PAUSE)
    for path in paths:
        said = _samples(path)
        starts.append(at)
        parts += [said, PAUSE]
        at += len(said) + len(PAUSE)
    return np.concatenate(parts), starts


def _frames(start: int, word: tuple[str, int, int], detail: SpokenDetail) -> tuple[float, float]:
    """Return the frames of the voice in which a word is said."""
    scale = RATE / detail.sample_rate
    return (start + word[1] * scale) / HOP, (start + word[2] * scale) / HOP


def _next(places: Sequence[Sequence[tuple[float, float]]], number: int, last: int) -> float:
    return places[number + 1][0][0] if number + 1 < len(places) else float(last)


def _sentence(
    detail: SpokenDetail,
    places: Sequence[tuple[float, float]],
    following: float,
    way: Way,
    recorded: Frames,
) -> FoundSentence:
    """Return one sentence in the recording.

    Args:
        detail: as the voice says it.
        places: frames of the voice in which each word begins and ends.
        following: that in which the next sentence begins.
        way: of the recording along the voice.
        recorded: the recording's frames.
    """
    edges = np.searchsorted(way.at, [edge for place in places for edge in place])
    times = (edges * (HOP * RECORDED_RATE // RATE)).tolist()
    first, last = int(edges[0]), max(int(edges[-1]), int(edges[0]) + 1)
    after = int(np.searchsorted(way.at, following))
    loud = recorded[:, 0] > SPOKEN_LEVEL
    said = loud[first:last]
    costs = way.cost[first:last]
    return FoundSentence(
        words=tuple(
            (text, times[2 * n], max(times[2 * n + 1], times[2 * n] + 1))
            for n, (text, _, _) in enumerate(detail.words)
        ),
        unlike=round(float(np.median(costs[said] if said.any() else costs)), 3),
        pace=round(float(said.sum() / max(1.0, places[-1][1] - places[0][0])), 3),
        added_seconds=round(float(loud[last:after].sum()) * HOP / RATE, 2),
    )
