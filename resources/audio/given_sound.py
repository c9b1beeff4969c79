"""Reads a given sound file without trusting it: by its own bytes, bounded, nothing else with it."""

import wave
from pathlib import Path

from factory.errors import BadInput, PermanentError
from factory.timeline.timeline import SAMPLE_RATE
from resources.machine import ffmpeg
from resources.user_files.kinds import kind_of, nature_of, only

WANTED = "wanted: a sound file such as MP3, M4A, WAV, FLAC or Ogg"
MAX_BYTES = 2 * 1024**3
MIN_SECONDS, MAX_SECONDS = 1.0, 3 * 3600.0
"""Three hours are 2.1 GB of samples, half of what a WAV can hold."""
SLOWEST = 900.0
"""Seconds that decoding may take; a phone decodes three hours in a minute."""


def decode(path: Path, subject: str, target: Path, channels: int = 2) -> float:
    """Write a file's first sound as a 16-bit WAV at 48 kHz; return how long it lasts, in seconds.

    Args:
        path: the file, whatever it is called.
        subject: what messages call it: `music 'a.mp3' in /folder`.
        target: overwritten if it exists.
        channels: 1 or 2.

    Raises:
        BadInput: it is no sound file, broken, too short, too long or too large.
        TransientError: somebody ended the decoder.
    """
    size = path.stat().st_size
    if not 0 < size <= MAX_BYTES:
        raise BadInput(f"{subject} has {size:,} bytes; wanted: 1 to {MAX_BYTES:,}")
    kind = kind_of(path)
    if kind is None:
        raise BadInput(f"{subject} is no sound file: it is {nature_of(path)}; {WANTED}")
    guard = [part for key, value in only(kind).items() for part in (f"-{key}", value)]
    try:
        ffmpeg.run(
            [*guard, "-i", f"file:{path.resolve()}", "-map", "0:a:0", "-t", f"{MAX_SECONDS + 1:g}"]
            + ["-ac", str(channels), "-ar", str(SAMPLE_RATE), "-c:a", "pcm_s16le", "-rf64", "never"]
            + ["-f", "wav", str(target)],
            doing=f"read {path.name}",
            timeout_seconds=SLOWEST,
        )
    except PermanentError as error:
        raise BadInput(f"{subject} is no sound file that can be read: {error}; {WANTED}") from error
    with wave.open(str(target), "rb") as decoded:
        seconds = decoded.getnframes() / SAMPLE_RATE
    if not MIN_SECONDS <= seconds <= MAX_SECONDS:
        raise BadInput(
            f"{subject} lasts {seconds:.3g} s; wanted: {MIN_SECONDS:g} s to"
            f" {MAX_SECONDS / 3600:g} h"
        )
    return seconds
