"""The sound mix: measured in the decoded AAC."""

import wave
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from factory.errors import PermanentError
from factory.records import FileRef, Provider
from factory.speech.narration import Bed
from factory.timeline.soundtrack import AAC_FRAME, Programme, Soundtrack, SoundtrackPart
from factory.timeline.timeline import SAMPLE_RATE
from factory.units_of_work import Strip
from factory.video_formats.formats import Sound
from resources.audio import aac
from resources.audio.loudness_meter import LoudnessMeter
from resources.audio.mixer import Mixer
from resources.machine import ffmpeg
from tests.fakes.render_inputs import ENCODE, SOUND, band, level_db, samples_of, speech, write_wav

RATE = 22_050
PROGRAM = ffmpeg.binary()
MIXER = Mixer(PROGRAM)
BED_HZ = 6000
"""Above everything that the test's voice holds."""


def mix(
    folder: Path,
    voice: NDArray[np.floating],
    bed: Path | None = None,
    samples: int | None = None,
    sound: Sound = SOUND,
    speech: tuple[tuple[int, int], ...] = (),
) -> Path:
    """Mix 22 kHz mono with a bed; the result lasts as long as the voice unless told otherwise."""
    narration = write_wav(folder / "voice.wav", voice, RATE)
    length = round(voice.shape[-1] * SAMPLE_RATE / RATE)
    heard = LoudnessMeter(PROGRAM).file(narration).integrated_lufs
    programme = Programme(length, heard, speech)
    track = Soundtrack(programme, bed and bed_of(bed), samples or length, sound)
    gauged = MIXER.gauge(narration, bed, track.reference, track.programme_lufs, sound)
    pieces = track.pieces(gauged.gain_db, gauged.ceiling_db)
    strips: list[Strip] = []
    for n, piece in enumerate(pieces):
        strips.append(Strip(folder / f"{n}.aac", piece.repeats))
        MIXER.sound(narration, bed, piece, sound, ENCODE, strips[-1].path)
    (folder / "sound.aac").write_bytes(b"".join(aac.laid_end_to_end(strips)))
    return folder / "sound.aac"


def bed_of(file: Path) -> Bed:
    """Return what a narration's manifest says of a loop."""
    with wave.open(str(file)) as opened:
        samples = opened.getnframes()
    return Bed(
        kind="pad",
        file=FileRef(name=file.name, sha256="0" * 64, bytes=1, media_type="audio/wav"),
        samples=samples,
        integrated_lufs=LoudnessMeter(PROGRAM).file(file).integrated_lufs,
        provider=Provider(role="bed", name="test"),
    )


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
    measured = LoudnessMeter(PROGRAM).file(mix(tmp_path, VOICES[name]))
    assert measured.integrated_lufs == pytest.approx(SOUND.integrated_lufs, abs=0.5)
    assert measured.true_peak_dbtp <= SOUND.true_peak_dbtp + 0.1


def test_voice_and_bed_together_come_to_that_loudness(tmp_path: Path):
    bed = tone_bed(tmp_path, BED_HZ)
    measured = LoudnessMeter(PROGRAM).file(mix(tmp_path, VOICES["peaky"], bed))
    assert measured.integrated_lufs == pytest.approx(SOUND.integrated_lufs, abs=0.5)
    assert measured.true_peak_dbtp <= SOUND.true_peak_dbtp + 0.1


def test_what_is_reported_is_what_the_file_holds(tmp_path: Path):
    narration = write_wav(tmp_path / "v.wav", speech(3), RATE)
    piece = SoundtrackPart(frames=140, programme_at=0)
    detail = MIXER.sound(narration, None, piece, SOUND, ENCODE, tmp_path / "s.aac")
    measured = LoudnessMeter(PROGRAM).file(tmp_path / "s.aac")
    assert detail.frames == 140
    assert detail.integrated_lufs == pytest.approx(measured.integrated_lufs, abs=0.1)
    assert detail.true_peak_dbtp == measured.true_peak_dbtp


@pytest.mark.parametrize("samples", [48_000 * 3 + 777, 48_000, 1600])
def test_the_sound_has_the_whole_frames_that_come_nearest_to_what_was_wanted(
    tmp_path: Path, samples: int
):
    target = mix(tmp_path, speech(2), tone_bed(tmp_path, BED_HZ), samples)
    with av.open(str(target)) as media:
        stream = media.streams.audio[0]
        assert (stream.codec_context.name, stream.profile) == ("aac", "LC")
        assert (stream.sample_rate, stream.channels) == (SAMPLE_RATE, 2)
    channels, decoded = samples_of(target).shape
    assert channels == 2
    assert decoded % AAC_FRAME == 0
    assert abs(decoded - samples) <= AAC_FRAME / 2


def test_the_sound_starts_with_its_first_sample(tmp_path: Path):
    voice = 0.1 * speech(2)
    voice[RATE // 2 : RATE // 2 + 60] += 0.8 * np.hanning(60)
    sound = samples_of(mix(tmp_path, voice))[0]
    assert np.abs(sound).argmax() / SAMPLE_RATE == pytest.approx(0.5 + 30 / RATE, abs=0.001)


def test_the_bed_lies_under_the_voice_and_drops_while_it_speaks(tmp_path: Path):
    voice = speech(10)
    voice[4 * RATE : 8 * RATE] = 0
    spans = tuple((a * SAMPLE_RATE, b * SAMPLE_RATE) for a, b in ((0, 2), (2, 4), (8, 10)))
    sound = samples_of(mix(tmp_path, voice, tone_bed(tmp_path, BED_HZ), speech=spans))
    bed = band(sound, BED_HZ - 500, BED_HZ + 500)

    def loud(start: float, end: float) -> float:
        return level_db(bed[:, round(start * SAMPLE_RATE) : round(end * SAMPLE_RATE)])

    speaking, pausing = loud(2.3, 3.4), loud(5.5, 7.5)
    assert speaking - pausing == pytest.approx(SOUND.duck_db, abs=0.5)
    assert loud(8.0, 8.1) - pausing == pytest.approx(SOUND.duck_db, abs=1)  # and not too late
    pause = write_wav(tmp_path / "pause.wav", sound[:, round(5.5 * 48_000) : 7 * 48_000], 48_000)
    heard = LoudnessMeter(PROGRAM).file(pause).integrated_lufs
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
    assert np.abs(samples_of(mix(tmp_path, np.zeros(RATE)))).max() < 1e-4


def test_a_sound_that_cannot_be_brought_to_its_loudness_says_why(tmp_path: Path):
    knock = np.zeros(3 * RATE)
    knock[RATE] = 1.0
    with pytest.raises(PermanentError, match="cannot be brought to -14.0 LUFS under -1.0 dBTP"):
        mix(tmp_path, knock)
    assert [file.name for file in tmp_path.iterdir()] == ["voice.wav"]


def test_a_narration_that_is_no_sound_is_named_and_nothing_is_left(tmp_path: Path):
    broken = tmp_path / "narration.wav"
    broken.write_bytes(b"RIFF, and then nothing")
    with pytest.raises(PermanentError, match=r"could not read narration\.wav"):
        MIXER.sound(
            broken, None, SoundtrackPart(frames=4, programme_at=0), SOUND, ENCODE, tmp_path / "s"
        )
    assert list(tmp_path.iterdir()) == [broken]
