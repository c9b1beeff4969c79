"""Kokoro, spoken by the real network where a voice was added to the project's own home."""

import wave
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from factory.errors import BadInput, PermanentError
from factory.speech.normalisation import spoken
from factory.speech.word_error_rate import Told, recognition_of
from resources.audio.recogniser import WhisperRecogniser
from resources.machine.environment_variables import Settings
from resources.narrators.kokoro.narrator import KokoroNarrator, missing_voice
from resources.narrators.kokoro.voices import KOKORO, SAMPLE_RATE
from resources.narrators.local_voices import LocalVoices

SENTENCE = "In 1848, Dr. Brown paid £20 for the road."
VOICES = Settings().voices
NATURAL = LocalVoices(VOICES).natural()
needs_it = pytest.mark.skipif(
    NATURAL is None, reason="no voice of Kokoro is installed: factory voices add am_michael"
)


@pytest.fixture(scope="module")
def narrator() -> Iterator[KokoroNarrator]:
    assert NATURAL
    with KokoroNarrator(NATURAL.name, VOICES / KOKORO, workers=1) as narrator:
        yield narrator


def samples_of(path: Path) -> np.ndarray:
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (
            1,
            2,
            SAMPLE_RATE,
        )
        return np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32768


def test_a_voice_that_is_not_there_is_refused_with_what_to_do(tmp_path: Path):
    with pytest.raises(BadInput, match="there are: am_michael"):
        KokoroNarrator("am_nobody", tmp_path)
    with pytest.raises(PermanentError, match="factory voices add am_michael"):
        KokoroNarrator("am_michael", tmp_path)
    assert "not installed here" in missing_voice("am_michael", tmp_path)


@needs_it
def test_each_shown_word_has_its_time_and_the_same_words_the_same_samples(
    narrator: KokoroNarrator, tmp_path: Path
):
    detail = narrator.speak(spoken(SENTENCE, "en"), SENTENCE, "en", 1.0, tmp_path / "one.wav")
    narrator.speak(spoken(SENTENCE, "en"), SENTENCE, "en", 1.0, tmp_path / "two.wav")
    fast = narrator.speak(spoken(SENTENCE, "en"), SENTENCE, "en", 1.4, tmp_path / "fast.wav")
    audio = samples_of(tmp_path / "one.wav")
    edges = [0, *(edge for _, start, end in detail.words for edge in (start, end))]
    assert detail.timing == "phoneme-alignment"
    assert [word for word, _, _ in detail.words] == SENTENCE.split()
    assert all(after >= before for before, after in pairwise(edges))
    assert edges[-1] <= detail.samples == len(audio)
    assert all(end - start > SAMPLE_RATE * 0.04 for _, start, end in detail.words)
    assert (tmp_path / "one.wav").read_bytes() == (tmp_path / "two.wav").read_bytes()
    assert 0.6 < fast.samples / detail.samples < 0.85
    assert np.abs(audio).max() < 0.999 and np.abs(audio[[0, -1]]).max() < 0.002


@needs_it
def test_words_are_louder_than_the_pause_between_them(narrator: KokoroNarrator, tmp_path: Path):
    text = "The tower stood still, and nobody moved."
    detail = narrator.speak(text, text, "en", 1.0, tmp_path / "one.wav")
    audio = samples_of(tmp_path / "one.wav")
    (_, _, pause_start), (_, pause_end, _) = detail.words[3], detail.words[4]
    middle = (pause_start + pause_end) // 2

    def level(start: int, end: int) -> float:
        return float(np.sqrt(np.mean(np.square(audio[start:end]))))

    assert all(level(a, b) > 3 * level(middle - 480, middle + 480) for _, a, b in detail.words)


@needs_it
def test_a_text_of_more_letters_than_one_call_takes_is_said_whole(
    narrator: KokoroNarrator, tmp_path: Path
):
    text = ", ".join(["the long road went on over hills and rivers"] * 14) + "."
    detail = narrator.speak(text, text, "en", 1.6, tmp_path / "long.wav")
    assert len(text) > 510
    assert [word for word, _, _ in detail.words] == text.split()
    assert detail.timing == "phoneme-alignment"


@needs_it
@pytest.mark.skipif(not WhisperRecogniser.installed(), reason="no recogniser: make recogniser")
def test_what_it_says_is_heard(narrator: KokoroNarrator, tmp_path: Path):
    text = "Twenty-three days later it came to rest, more than half a mile from where it began."
    narrator.speak(text, text, "en", 1.0, tmp_path / "one.wav")
    recogniser = WhisperRecogniser(1)
    told = recogniser.hear([tmp_path / "one.wav"], tmp_path / "heard.json")
    found = recognition_of([Told([("one", text)], told.text)], frozenset(), recogniser.provider)
    assert found.errors <= 1


@needs_it
@pytest.mark.parametrize("text", ["😀 🎉", "…"])
def test_what_has_no_words_cannot_be_said(narrator: KokoroNarrator, tmp_path: Path, text: str):
    with pytest.raises(PermanentError, match="could not say"):
        narrator.speak(spoken(text, "en"), text, "en", 1.0, tmp_path / "one.wav")
