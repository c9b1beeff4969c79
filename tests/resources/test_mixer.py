"""The sound mix: measured in the decoded AAC."""

from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from factory.errors import PermanentError
from factory.timeline import SAMPLE_RATE
from resources import ffmpeg
from resources.meter import Meter
from resources.mixer import Mixer
from tests.resources.rendering import (
    ENCODE,
    SOUND,
    band,
    level_db,
    samples_of,
    speech,
    write_wav,
)

RATE = 22_050
MIXER = Mixer(ffmpeg.binary())
AAC_FRAME = 1024
BED_HZ = 6000
"""Above everything that the test's voice holds."""


def mix(folder: Path, voice: NDArray[np.floating], bed: Path | None = None) -> Path:
    """Mix 22 kHz mono with a bed; the result lasts as long as the voice."""
    narration = write_wav(folder / "voice.wav", voice, RATE)
    samples = round(voice.shape[-1] * SAMPLE_RATE / RATE)
    MIXER.sound(narration, bed, samples, SOUND, ENCODE, folder / "sound.m4a")
    return folder / "sound.m4a"


def tone_bed(folder: Path, hertz: float, seconds: float = 2.0) -> Path:
    times = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    left, right = (0.2 * np.sin(2 * np.pi * hertz * times + p) for p in (0, 1))
    return write_wav(folder / "bed.wav", np.array([left, right]), SAMPLE_RATE)


def peaky(seconds: float) -> NDArray[np.float64]:
    """Return soft speech with a hard knock every half second, 20 dB above it."""
    voice = 0.1 * speech(seconds)
    knock = np.hanning(40) * np.sin(np.arange(40))
    for start in range(RATE // 4, len(voice) - 40, RATE // 2):
        voice[start : start + 40] += 0.9 * knock
    return voice


VOICES = {
    "quiet": 0.01 * speech(4),
    "ordinary": speech(4),
    "loud": np.clip(8 * speech(4), -1, 1),
    "peaky": peaky(4),
}


@pytest.mark.parametrize("name", VOICES)
def test_any_voice_comes_to_the_same_loudness_below_the_same_peak(tmp_path: Path, name: str):
    measured = Meter(ffmpeg.binary()).loudness(mix(tmp_path, VOICES[name]))
    assert measured.integrated_lufs == pytest.approx(SOUND.integrated_lufs, abs=0.5)
    assert measured.true_peak_dbtp <= SOUND.true_peak_dbtp + 0.1


def test_voice_and_bed_together_come_to_that_loudness(tmp_path: Path):
    bed = tone_bed(tmp_path, BED_HZ)
    measured = Meter(ffmpeg.binary()).loudness(mix(tmp_path, VOICES["peaky"], bed))
    assert measured.integrated_lufs == pytest.approx(SOUND.integrated_lufs, abs=0.5)
    assert measured.true_peak_dbtp <= SOUND.true_peak_dbtp + 0.1


def test_what_is_reported_is_what_the_file_holds(tmp_path: Path):
    narration = write_wav(tmp_path / "v.wav", speech(3), RATE)
    detail = MIXER.sound(narration, None, 144_000, SOUND, ENCODE, tmp_path / "s.m4a")
    measured = Meter(ffmpeg.binary()).loudness(tmp_path / "s.m4a")
    assert detail["samples"] == 144_000
    assert detail["integrated_lufs"] == measured.integrated_lufs
    assert detail["true_peak_dbtp"] == measured.true_peak_dbtp


@pytest.mark.parametrize("samples", [48_000 * 3 + 777, 48_000, 1600])
def test_the_sound_has_exactly_the_samples_that_were_wanted(tmp_path: Path, samples: int):
    narration = write_wav(tmp_path / "v.wav", speech(2), RATE)
    target = tmp_path / "s.m4a"
    MIXER.sound(narration, tone_bed(tmp_path, BED_HZ), samples, SOUND, ENCODE, target)
    with av.open(str(target)) as media:
        stream = media.streams.audio[0]
        assert (stream.codec_context.name, stream.profile) == ("aac", "LC")
        assert (stream.sample_rate, stream.channels) == (SAMPLE_RATE, 2)
        assert stream.duration
        assert stream.time_base
        assert stream.duration * stream.time_base * SAMPLE_RATE == samples
    channels, decoded = samples_of(target).shape
    assert channels == 2
    assert samples <= decoded < samples + AAC_FRAME  # the last frame is filled up


def test_the_bed_lies_under_the_voice_and_drops_while_it_speaks(tmp_path: Path):
    voice = speech(10)
    voice[4 * RATE : 8 * RATE] = 0
    sound = samples_of(mix(tmp_path, voice, tone_bed(tmp_path, BED_HZ)))
    bed = band(sound, BED_HZ - 500, BED_HZ + 500)

    def loud(start: float, end: float) -> float:
        return level_db(bed[:, round(start * SAMPLE_RATE) : round(end * SAMPLE_RATE)])

    speaking, pausing = loud(2.3, 3.4), loud(5.5, 7.5)
    # This voice never pauses between words, so it stands above its own average and ducks more.
    assert SOUND.duck_db - 6 < speaking - pausing < SOUND.duck_db + 2
    assert loud(8.5, 9.0) < pausing - 3  # it gives way again within half a second
    pause = write_wav(tmp_path / "pause.wav", sound[:, round(5.5 * 48_000) : 7 * 48_000], 48_000)
    heard = Meter(ffmpeg.binary()).loudness(pause).integrated_lufs
    assert heard == pytest.approx(SOUND.integrated_lufs + SOUND.bed_db, abs=1.5)


@pytest.mark.parametrize("with_bed", [False, True])
def test_the_voice_is_raised_by_one_gain_from_beginning_to_end(tmp_path: Path, with_bed: bool):
    loudness = np.repeat([1.0, 0.5, 0.7, 0.3], 2 * RATE)
    voice = speech(8) * loudness
    bed = tone_bed(tmp_path, BED_HZ) if with_bed else None
    sound = band(samples_of(mix(tmp_path, voice, bed))[0], 100, 3000)
    gains = []
    for start in (0.2, 0.8, 2.2, 2.8, 4.2, 4.8, 6.2, 6.8):
        before = voice[round(start * RATE) : round((start + 0.5) * RATE)]
        after = sound[round(start * SAMPLE_RATE) : round((start + 0.5) * SAMPLE_RATE)]
        gains.append(level_db(after) - level_db(before))
    assert np.ptp(gains) < 0.5


def test_a_bed_goes_round_without_a_click(tmp_path: Path):
    hertz = 1000
    bed = tone_bed(tmp_path, hertz, seconds=0.5)
    sound = samples_of(mix(tmp_path, np.zeros(4 * RATE), bed))[0].astype(float)
    # Of a steady tone nothing is left by x[n+1] + x[n-1] - 2 cos(w) x[n]; of a click, much.
    left = sound[2:] + sound[:-2] - 2 * np.cos(2 * np.pi * hertz / SAMPLE_RATE) * sound[1:-1]
    steady = left[round(1.1 * SAMPLE_RATE) : round(1.9 * SAMPLE_RATE)]
    joins = (1.5, 2.0, 2.5)
    at_joins = [left[round(t * SAMPLE_RATE) - 500 : round(t * SAMPLE_RATE) + 500] for t in joins]
    between = np.concatenate([steady[:18_000], steady[20_500:]])
    assert np.abs(sound[2 * SAMPLE_RATE :][:SAMPLE_RATE]).max() > 0.1
    assert max(np.abs(part).max() for part in at_joins) < 2 * np.abs(between).max() + 1e-4


def test_a_bed_begins_and_ends_softly(tmp_path: Path):
    sound = samples_of(mix(tmp_path, np.zeros(6 * RATE), tone_bed(tmp_path, BED_HZ)))
    middle = level_db(sound[:, 2 * SAMPLE_RATE : 3 * SAMPLE_RATE])
    assert level_db(sound[:, : SAMPLE_RATE // 20]) < middle - 20
    assert level_db(sound[:, round(5.9 * SAMPLE_RATE) : 6 * SAMPLE_RATE]) < middle - 20


def test_a_bed_in_one_channel_at_another_rate_fills_both(tmp_path: Path):
    times = np.arange(44_100) / 44_100
    bed = write_wav(tmp_path / "b.wav", 0.3 * np.sin(2 * np.pi * BED_HZ * times), 44_100)
    left, right = band(samples_of(mix(tmp_path, speech(3), bed)), BED_HZ - 200, BED_HZ + 200)
    assert level_db(left) > -60
    assert level_db(left) == pytest.approx(level_db(right), abs=0.2)


def test_a_voice_in_one_channel_is_heard_in_the_middle(tmp_path: Path):
    left, right = samples_of(mix(tmp_path, speech(2)))
    assert level_db(left - right) < level_db(left) - 40


def test_silence_stays_silence(tmp_path: Path):
    narration = write_wav(tmp_path / "v.wav", np.zeros(RATE), RATE)
    detail = MIXER.sound(narration, None, 48_000, SOUND, ENCODE, tmp_path / "s.m4a")
    assert detail["true_peak_dbtp"] is None
    assert np.abs(samples_of(tmp_path / "s.m4a")).max() < 1e-4


def test_a_sound_that_cannot_be_brought_to_its_loudness_says_why(tmp_path: Path):
    knock = np.zeros(3 * RATE)
    knock[RATE] = 1.0
    with pytest.raises(PermanentError, match="cannot be brought to -14.0 LUFS under -1.0 dBTP"):
        mix(tmp_path, knock)
    assert [file.name for file in tmp_path.iterdir()] == ["voice.wav"]


def test_a_narration_that_is_no_sound_is_named_and_nothing_is_left(tmp_path: Path):
    broken = tmp_path / "narration.wav"
    broken.write_bytes(b"RIFF, and then nothing")
    with pytest.raises(PermanentError, match=r"could not measure narration\.wav"):
        MIXER.sound(broken, None, 48_000, SOUND, ENCODE, tmp_path / "s.m4a")
    assert list(tmp_path.iterdir()) == [broken]
