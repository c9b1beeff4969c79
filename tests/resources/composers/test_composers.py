"""The music bed: it goes round without a seam, at one level, with a licence."""

import hashlib
import wave
from pathlib import Path

import numpy as np
import pytest

from factory.channel.provider_settings import Music
from factory.errors import BadInput
from resources.audio.loudness_meter import LoudnessMeter
from resources.composers import bed_synthesis
from resources.composers.bed_synthesis import LOOP_SECONDS, loudness_lufs, synthesised
from resources.composers.music_folder import FolderComposer
from resources.composers.synthesised import SynthComposer


def frames_of(path: Path) -> np.ndarray:
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (2, 2, 48_000)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2) / 32768


def a_song(path: Path, seconds: float = 4.0, level: float = 0.05) -> Path:
    time = np.arange(int(seconds * 44_100)) / 44_100
    tone = level * np.sin(2 * np.pi * 440 * time)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(44_100)
        file.writeframes(np.rint(tone * 32767).astype("<i2").tobytes())
    return path


@pytest.fixture(scope="module", params=sorted(LOOP_SECONDS))
def bed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    composer = SynthComposer()
    target = tmp_path_factory.mktemp("bed") / f"{request.param}.wav"
    detail = composer.compose(composer.recipe(Music(kind=request.param), 5), target)
    assert detail.samples == LOOP_SECONDS[request.param] * 48_000
    assert detail.licence == "CC0-1.0"
    return target


def test_a_synthesised_bed_joins_its_own_beginning_without_a_click(bed: Path):
    frames = frames_of(bed)
    around = np.concatenate([frames[-24_000:], frames[:24_000]])
    step = np.abs(np.diff(around, axis=0)).max(axis=1)
    bend = np.abs(np.diff(around, n=2, axis=0)).max(axis=1)

    assert step[23_999] <= np.quantile(step, 0.995)
    assert bend[23_998:24_000].max() <= np.quantile(bend, 0.995)


def test_the_spectrum_goes_on_across_the_join(bed: Path):
    frames = frames_of(bed)[:, 0]
    around = np.concatenate([frames[-36_000:], frames[:36_000]])

    def level_above_10_khz(start: int) -> float:
        spectrum = np.abs(np.fft.rfft(around[start : start + 2048] * np.hanning(2048)))
        return float(np.square(spectrum[427:]).sum())

    elsewhere = [level_above_10_khz(start) for start in range(0, 72_000 - 2048, 512)]
    assert level_above_10_khz(36_000 - 1024) <= max(
        8 * np.median(elsewhere), np.quantile(elsewhere, 0.97)
    )


def test_a_synthesised_bed_has_the_beds_level(bed: Path):
    heard = LoudnessMeter().file(bed)

    assert heard.integrated_lufs == pytest.approx(-20.0, abs=0.7)
    assert heard.true_peak_dbtp < -3.0


def test_a_bed_is_wide_but_not_hollow_in_mono(bed: Path):
    frames = frames_of(bed)

    assert 0.1 < np.corrcoef(frames.T)[0, 1] < 0.95


def test_a_seed_decides_the_bed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bed_synthesis, "LOOP_SECONDS", {"brown-noise": 2})  # whatever its length
    assert np.array_equal(synthesised("brown-noise", 3), synthesised("brown-noise", 3))
    assert not np.array_equal(synthesised("brown-noise", 3), synthesised("brown-noise", 4))


def test_loudness_in_the_spectrum_is_that_of_the_standard():
    time = np.arange(48_000 * 2) / 48_000
    sine = (0.1 * np.sin(2 * np.pi * 1000 * time)).astype(np.float32)

    # EBU Tech 3341, test 1, three decibels up for the second channel.
    assert loudness_lufs(np.stack([sine, sine])) == pytest.approx(-20.0, abs=0.1)


def test_a_kind_that_cannot_be_synthesised_is_refused():
    with pytest.raises(BadInput, match="there are: pad, rain, surf, brown-noise"):
        SynthComposer().recipe(Music(kind="none"), 1)


def test_a_file_of_the_users_becomes_a_level_seamless_loop(tmp_path: Path):
    song = a_song(tmp_path / "song.wav")
    composer = FolderComposer()
    music = Music(kind="folder", folder=str(tmp_path), licence="CC-BY-4.0", attribution="A. Player")

    recipe = composer.recipe(music, 12)
    detail = composer.compose(recipe, tmp_path / "target.bed")

    frames = frames_of(tmp_path / "target.bed")
    assert recipe["sha256"] == hashlib.sha256(song.read_bytes()).hexdigest()
    assert (detail.licence, detail.attribution) == ("CC-BY-4.0", "A. Player")
    assert detail.samples == len(frames)
    assert abs(len(frames) - 48_000 * 4 * 2 / 3) < 200  # a third of it is laid over the beginning
    assert LoudnessMeter().file(tmp_path / "target.bed").integrated_lufs == pytest.approx(
        -20.0, abs=1.5
    )
    step = np.abs(np.diff(np.concatenate([frames[-4800:], frames[:4800]]), axis=0)).max(axis=1)
    assert step[4799] <= 1.01 * np.delete(step, 4799).max()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["song.wav", "target.bed"]


def test_the_table_of_licences_goes_before_the_channels_licence(tmp_path: Path):
    a_song(tmp_path / "song.wav")
    (tmp_path / "licences.csv").write_text(
        "file,licence,attribution\nsong.wav,CC-BY-SA-4.0,B. Player\n", encoding="utf-8"
    )

    recipe = FolderComposer().recipe(
        Music(kind="folder", folder=str(tmp_path), licence="CC0-1.0"), 0
    )

    assert (recipe["licence"], recipe["attribution"]) == ("CC-BY-SA-4.0", "B. Player")


def test_moving_the_folder_leaves_the_recipe_as_it_was(tmp_path: Path):
    (tmp_path / "a").mkdir()
    a_song(tmp_path / "a" / "song.wav")
    composer = FolderComposer()
    before = composer.recipe(Music(kind="folder", folder=str(tmp_path / "a"), licence="CC0-1.0"), 0)

    (tmp_path / "a").rename(tmp_path / "b")

    after = composer.recipe(Music(kind="folder", folder=str(tmp_path / "b"), licence="CC0-1.0"), 0)
    assert after == before


def test_a_folder_that_is_missing_is_named(tmp_path: Path):
    with pytest.raises(BadInput, match=r"nowhere: found nothing there, wanted a folder"):
        FolderComposer().recipe(Music(kind="folder", folder=str(tmp_path / "nowhere")), 0)


def test_a_folder_without_music_says_what_is_wanted(tmp_path: Path):
    (tmp_path / "notes.txt").write_text("la la", encoding="utf-8")

    with pytest.raises(BadInput, match="holds 1 files, none of them sound; wanted: .*mp3"):
        FolderComposer().recipe(Music(kind="folder", folder=str(tmp_path)), 0)


def test_music_without_a_licence_is_refused(tmp_path: Path):
    a_song(tmp_path / "song.wav")

    with pytest.raises(BadInput, match=r"song\.wav.*no licence found"):
        FolderComposer().recipe(Music(kind="folder", folder=str(tmp_path)), 0)


def test_a_broken_file_is_named(tmp_path: Path):
    (tmp_path / "song.mp3").write_bytes(b"no music at all" * 50)
    composer = FolderComposer()
    recipe = composer.recipe(Music(kind="folder", folder=str(tmp_path), licence="CC0-1.0"), 0)

    with pytest.raises(BadInput, match=r"song\.mp3.*is no sound file"):
        composer.compose(recipe, tmp_path / "target.wav")


def test_a_file_that_changed_since_it_was_chosen_is_refused(tmp_path: Path):
    song = a_song(tmp_path / "song.wav")
    composer = FolderComposer()
    recipe = composer.recipe(Music(kind="folder", folder=str(tmp_path), licence="CC0-1.0"), 0)
    a_song(song, seconds=5.0)

    with pytest.raises(BadInput, match="has changed or gone"):
        composer.compose(recipe, tmp_path / "target.wav")
