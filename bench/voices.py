"""How the voices of this machine speak: what of them is misheard, what they cost, how loud and clean they are.

Run `python -m bench voices`: Piper's voice, and those that `factory voices add` brought into the home. Text:
`spoken_sentences.txt` and the demo's brief; words are misheard by the recogniser of `make recogniser`, where it is
there. Loudness is measured by decoding what was written, sentences joined with 0.3 s between.
"""

import resource
import tempfile
import wave
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.row import Row, at_most, fact
from factory.speech.narration import SpokenDetail
from factory.speech.normalisation import spoken
from factory.speech.recognition import Recognition
from factory.speech.word_error_rate import Told, names_in, recognition_of
from factory.text.sentences import sentences
from resources.audio.recogniser import WhisperRecogniser
from resources.audio.splicer import WaveSplicer
from resources.machine.environment_variables import Settings
from resources.machine.paths import PROJECT
from resources.narrators.kokoro.narrator import KokoroNarrator
from resources.narrators.kokoro.voice_files import VoiceFiles
from resources.narrators.kokoro.voices import KOKORO, KOKORO_VOICES
from resources.narrators.local_narrator import LocalNarrator
from resources.narrators.piper import PiperNarrator

SENTENCES = Path(__file__).with_name("spoken_sentences.txt")
DEMO = PROJECT / "examples/briefs/the-lighthouse-that-walked.md"
MOST_MISHEARD = 0.06
"""Of all words, names aside."""
MOST_PEAK = 0.999
"""Of full scale: beyond that samples are cut off."""
AT_ONCE = 12
"""Sentences that are listened to together, as in a narration."""
PAUSE_SECONDS = 0.3
QUIET = 0.02
"""Of the loudest sample: below it a sentence has not begun."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a voice made of the text."""

    files: Sequence[Path]
    details: Sequence[SpokenDetail]
    cpu_seconds: float

    @property
    def seconds(self) -> float:
        """How long it speaks."""
        return sum(one.samples / one.sample_rate for one in self.details)


def rows() -> Iterator[Row]:
    """Return for each voice: words misheard, CPU seconds a minute, loudness, peak, silence at the ends."""
    texts = [*SENTENCES.read_text("utf-8").splitlines(), *_of_demo()]
    for name, narrator in _narrators():
        with tempfile.TemporaryDirectory(prefix="bench-voices-") as scratch:
            yield from _rows(name, texts, _spoken(narrator, texts, Path(scratch)), Path(scratch))


def _narrators() -> Iterator[tuple[str, LocalNarrator]]:
    yield "piper en_US-joe-medium", PiperNarrator()
    folder = Settings.from_env().voices / KOKORO
    for one in KOKORO_VOICES.values():
        if VoiceFiles(folder).has(one.name) and one.language.startswith("en"):
            yield f"kokoro {one.name}", KokoroNarrator(one.name, folder)


def _of_demo() -> list[str]:
    body = DEMO.read_text("utf-8").split("---")[2]
    return [one for part in body.split("\n\n") for one in sentences(part.strip(), "en", 40)]


def _spoken(narrator: LocalNarrator, texts: Sequence[str], folder: Path) -> Heard:
    files = [folder / f"{number}.wav" for number in range(len(texts))]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)

    def say(text: str, file: Path) -> SpokenDetail:
        return narrator.speak(spoken(text, "en"), text, "en", 1.0, file)

    with narrator, ThreadPoolExecutor() as threads:
        details = list(threads.map(say, texts, files))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Heard(files, details, cpu)


def _rows(name: str, texts: Sequence[str], made: Heard, folder: Path) -> Iterator[Row]:
    minutes = made.seconds / 60
    words = sum(len(one.words) for one in made.details)
    pace = f"{len(texts)} sentences, {made.seconds:.0f} s, {words / minutes:.0f} words a minute"
    if WhisperRecogniser.installed():
        found = _misheard(texts, made, folder)
        said = "; ".join(f"{one.said!r} as {one.heard!r}" for one in found.misheard[:6])
        share = found.errors / found.words
        yield at_most(MOST_MISHEARD, f"{name}: words misheard", share, "", note=said)
    else:
        yield fact(
            f"{name}: words misheard", float("nan"), "", note="not measured: make recogniser"
        )
    yield fact(
        "  CPU for a minute, loading included", made.cpu_seconds / minutes, "CPU s", note=pace
    )
    timed = sum(one.timing == "phoneme-alignment" for one in made.details)
    yield fact("  sentences with word times of the engine", timed, "", whole=len(texts))
    rate = made.details[0].sample_rate
    pause, at, parts = round(PAUSE_SECONDS * rate), 0, list[tuple[Path, int]]()
    for file, one in zip(made.files, made.details, strict=True):
        parts.append((file, at))
        at += one.samples + pause
    loud = WaveSplicer().splice(parts, rate, at, folder / "all.wav")
    ends = [_silence(file) for file in made.files]
    yield fact("  loudness", loud.integrated_lufs, "LUFS", note=f"{loud.true_peak_dbtp:.1f} dBTP")
    yield at_most(MOST_PEAK, "  highest sample", max(_peak(file) for file in made.files), "")
    yield fact("  longest silence before a sentence", max(a for a, _ in ends), "s")
    yield fact("  longest silence after a sentence", max(b for _, b in ends), "s")


def _misheard(texts: Sequence[str], made: Heard, folder: Path) -> Recognition:
    recogniser = WhisperRecogniser(1)
    told: list[Told] = []
    for at in range(0, len(texts), AT_ONCE):
        heard = recogniser.hear(made.files[at : at + AT_ONCE], folder / "heard.json")
        said = [
            (str(at + n), spoken(text, "en")) for n, text in enumerate(texts[at : at + AT_ONCE])
        ]
        told.append(Told(said, heard.text))
    return recognition_of(told, names_in(texts, {}), recogniser.provider)


def _samples(file: Path) -> np.ndarray:
    with wave.open(str(file)) as opened:
        return np.abs(np.frombuffer(opened.readframes(opened.getnframes()), "<i2") / 32767)


def _peak(file: Path) -> float:
    return float(_samples(file).max())


def _silence(file: Path) -> tuple[float, float]:
    """Return for how long a file is silent at both ends, in seconds."""
    samples = _samples(file)
    with wave.open(str(file)) as opened:
        rate = opened.getframerate()
    loud = np.flatnonzero(samples > QUIET * samples.max())
    return loud[0] / rate, (len(samples) - loud[-1]) / rate
