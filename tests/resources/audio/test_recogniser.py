"""The real recogniser, where it is installed, and how speech is cut for it anywhere."""

import wave
from pathlib import Path

import numpy as np
import pytest

from factory.records import Provider
from factory.speech.word_error_rate import Told, recognition_of
from resources.audio.mel_spectrum import mel_spectrum
from resources.audio.recogniser import WhisperRecogniser
from resources.audio.recognition_windows import RATE, speech_at, windows
from resources.narrators.piper import PiperNarrator

needs_it = pytest.mark.skipif(
    not WhisperRecogniser.installed(), reason="the recogniser is not installed: make recogniser"
)


def tone(seconds: float, hertz: float = 440.0, rate: int = RATE) -> np.ndarray:
    at = np.arange(round(seconds * rate)) / rate
    return (0.4 * np.sin(2 * np.pi * hertz * at)).astype(np.float32)


def test_speech_of_any_rate_is_heard_at_one(tmp_path: Path):
    with wave.open(str(tmp_path / "tone.wav"), "wb") as file:
        file.setparams((1, 2, 22_050, 0, "NONE", ""))
        file.writeframes((tone(1.0, rate=22_050) * 32767).astype("<i2").tobytes())
    heard = speech_at(RATE, tmp_path / "tone.wav")
    assert len(heard) == RATE
    assert np.abs(heard - tone(1.0))[RATE // 10 : -RATE // 10].max() < 0.01


def test_sentences_share_a_window_as_long_as_it_holds_them():
    lengths = [len(window) / RATE for window in windows([tone(10)] * 5, 29.0)]
    assert lengths == pytest.approx([20.8, 20.8, 10.4])


def test_a_sentence_that_is_too_long_is_cut_where_it_is_quietest():
    pause = np.zeros(RATE // 2, np.float32)
    long = np.concatenate([tone(18), pause, tone(18)])
    first, second = windows([long], 29.0)
    assert len(first) / RATE == pytest.approx(18.25 + 0.4, abs=0.25)
    assert len(first) + len(second) == len(long) + 2 * round(0.4 * RATE)


def test_a_tone_lies_in_the_band_of_its_pitch_and_nowhere_after_its_end():
    seen = mel_spectrum(tone(2.0, hertz=1000.0))
    assert seen.shape == (1, 80, 3000)
    assert int(seen[0, :, 100].argmax()) in (26, 27, 28)
    assert seen[0, :, 300:].max() < seen[0, :, :190].max() - 1


@needs_it
def test_what_the_voice_says_is_heard(tmp_path: Path):
    texts = ["Twenty-three days later it came to rest.", "The beam swept out over dark water."]
    with PiperNarrator(workers=1) as narrator:
        for number, text in enumerate(texts):
            narrator.speak(text, text, "en", 1.0, tmp_path / f"{number}.wav")
    recogniser = WhisperRecogniser(1)
    files = [tmp_path / f"{number}.wav" for number in range(2)]
    told = recogniser.hear(files, tmp_path / "heard.json")
    sentences = [(str(number), text) for number, text in enumerate(texts)]
    provider: Provider = recogniser.provider
    assert recognition_of([Told(sentences, told.text)], frozenset(), provider).errors <= 1
    assert recogniser.hears("en-GB")
    assert not recogniser.hears("de")
