"""Splicing: exact to the sample, silent between the parts."""

import wave
from pathlib import Path

import numpy as np
import pytest

from factory.errors import PermanentError
from resources.audio.splicer import WaveSplicer

RATE = 22_050


def a_tone(path: Path, samples: int, level: float = 0.5, rate: int = RATE) -> Path:
    tone = level * np.sin(2 * np.pi * 1000 * np.arange(samples) / rate)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.rint(tone * 32767).astype("<i2").tobytes())
    return path


def samples_of(path: Path) -> np.ndarray:
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2")


def test_parts_stand_where_they_were_put_and_silence_elsewhere(tmp_path: Path):
    first, second = a_tone(tmp_path / "1.wav", 70_000), a_tone(tmp_path / "2.wav", 12_345)
    target = tmp_path / "track.wav"

    WaveSplicer().splice([(second, 90_001), (first, 11)], RATE, 200_000, target)

    track = samples_of(target)
    assert len(track) == 200_000
    assert np.array_equal(track[11 : 11 + 70_000], samples_of(first))
    assert np.array_equal(track[90_001 : 90_001 + 12_345], samples_of(second))
    assert not track[:11].any() and not track[70_011:90_001].any() and not track[102_346:].any()


def test_loudness_is_measured_on_the_finished_track(tmp_path: Path):
    part = a_tone(tmp_path / "1.wav", 3 * RATE, level=0.1)

    detail = WaveSplicer().splice([(part, 0)], RATE, 3 * RATE, tmp_path / "track.wav")

    # A 1 kHz sine of peak -20 dBFS in one channel reads -23 LUFS (EBU Tech 3341, test 1).
    assert detail.integrated_lufs == pytest.approx(-23.0, abs=0.2)
    assert detail.true_peak_dbtp == pytest.approx(-20.0, abs=0.2)


def test_silence_has_a_number_too(tmp_path: Path):
    detail = WaveSplicer().splice([], RATE, RATE, tmp_path / "track.wav")

    assert (detail.integrated_lufs, detail.true_peak_dbtp) == (-70.0, -70.0)
    assert not samples_of(tmp_path / "track.wav").any()


def test_parts_that_overlap_are_refused(tmp_path: Path):
    part = a_tone(tmp_path / "1.wav", 1000)

    with pytest.raises(PermanentError, match=r"1\.wav at sample 900 comes 100 samples before"):
        WaveSplicer().splice([(part, 0), (part, 900)], RATE, 5000, tmp_path / "track.wav")


def test_a_part_that_does_not_fit_is_refused(tmp_path: Path):
    part = a_tone(tmp_path / "1.wav", 1000)

    with pytest.raises(PermanentError, match="end at sample 1500"):
        WaveSplicer().splice([(part, 600)], RATE, 1500, tmp_path / "track.wav")


def test_a_part_at_another_rate_is_refused(tmp_path: Path):
    part = a_tone(tmp_path / "1.wav", 1000, rate=16_000)

    with pytest.raises(PermanentError, match="at 16000 Hz, wanted 1 of 2 at 22050 Hz"):
        WaveSplicer().splice([(part, 0)], RATE, 5000, tmp_path / "track.wav")


def test_a_part_that_is_no_sound_is_refused(tmp_path: Path):
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"not a sound")

    with pytest.raises(PermanentError, match=r"broken\.wav: it is no WAV file"):
        WaveSplicer().splice([(broken, 0)], RATE, 5000, tmp_path / "track.wav")
