"""A voice that says nothing anybody can understand, at the pace and loudness of one that does.

Each syllable is a pulse train shaped by the two lowest formants of a vowel (Peterson and Barney
1952, men), with an edge of noise for its consonant: audible, cheap, and the same every time.
"""

import io
import re
import subprocess
import wave
from functools import cache

import imageio_ffmpeg
import numpy as np
from numpy.typing import NDArray

RATE = 24_000
SYLLABLE_SECONDS = 0.19
WORD_GAP_SECONDS = 0.03
MARK_PAUSE_SECONDS = {",": 0.14, ";": 0.2, ":": 0.2, ".": 0.35, "!": 0.35, "?": 0.35}
VOWELS = {
    "a": (730, 1090),
    "e": (530, 1840),
    "i": (270, 2290),
    "o": (570, 840),
    "u": (300, 870),
    "y": (390, 1990),
}
PITCHES_HZ = (112, 121, 130)
MUXERS = {"mp3": "mp3", "opus": "ogg", "aac": "adts", "flac": "flac"}

Sound = NDArray[np.float32]


def say(text: str, *, speed: float = 1.0, pitch: int = 0) -> Sound:
    """Return the text as sound: mono float32 at 24 kHz, peak about 0.5."""
    lead = np.zeros(round(0.08 * RATE), np.float32)
    return np.concatenate([lead, *(_word(w, speed, pitch) for w in text.split()), lead])


def samples_of(word: str, speed: float) -> int:
    """Return how many samples a word takes."""
    return len(_word(word, speed, 0))


def _word(word: str, speed: float, pitch: int) -> Sound:
    letters = word.lower()
    vowels = [found[0] for found in re.findall(r"[aeiouyäöüéèàáíóú]+", letters)] or ["e"]
    letters_spoken = sum(c.isalnum() for c in letters)
    if not letters_spoken:
        vowels = []
    elif not re.search(r"[a-z]", letters):  # figures, and scripts without Latin letters
        vowels = ["a", "i"] * max(1, letters_spoken // 2)
    parts = [
        _syllable(vowel if vowel in VOWELS else "a", (index + pitch) % len(PITCHES_HZ), speed)
        for index, vowel in enumerate(vowels)
    ]
    gap = WORD_GAP_SECONDS + MARK_PAUSE_SECONDS.get(word[-1:], 0.0)
    return np.concatenate([*parts, np.zeros(round(gap * RATE / speed), np.float32)])


@cache
def _syllable(vowel: str, pitch: int, speed: float) -> Sound:
    count = round(SYLLABLE_SECONDS * RATE / speed)
    time = np.arange(count) / RATE
    sound = np.zeros(count)
    f0 = PITCHES_HZ[pitch]
    for harmonic in range(1, 28):
        hz = harmonic * f0
        gain = sum(np.exp(-(((hz - formant) / 140) ** 2)) for formant in VOWELS[vowel])
        sound += (gain + 0.03) / harmonic**0.5 * np.sin(2 * np.pi * hz * time)
    noise = np.random.default_rng(pitch).standard_normal(count) * np.exp(-time / 0.02)
    shape = np.sin(np.pi * np.linspace(0, 1, count)) ** 0.5
    return ((sound / np.abs(sound).max() * 0.45 + noise * 0.04) * shape).astype(np.float32)


def pcm(sound: Sound) -> bytes:
    """Return signed 16-bit little-endian samples without a header."""
    return np.rint(np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes()


def wav(sound: Sound) -> bytes:
    """Return a WAV file."""
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(pcm(sound))
    return target.getvalue()


def encoded(sound: Sound, form: str) -> bytes:
    """Return the sound in one of the compressed forms of `MUXERS`."""
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-f", "s16le", "-ar", str(RATE)]
    command += ["-ac", "1", "-i", "pipe:0", "-f", MUXERS[form], "pipe:1"]
    return subprocess.run(command, input=pcm(sound), capture_output=True, check=True).stdout
